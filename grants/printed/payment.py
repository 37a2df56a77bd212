"""交付請求書 (3.11)."""

from __future__ import annotations

from grants.payments import Payment
from grants.printed.head import decided, letter
from records.papers import Column, Entry, FormPaper, PaperSet, Table, form, prints
from records.templatetags.japanese import kin, number

REQUEST = form("grants.payment", "交付請求書", "様式第8号")


def papers_of_payment(payment: Payment) -> list[FormPaper]:
    grant = payment.grant
    return [
        letter(
            payment,
            REQUEST,
            "交付請求書",
            scheme=grant.scheme,
            body=f"{decided(grant)}について、下記のとおり請求します。",
            entries=[
                Entry("請求額", kin(payment.amount)),
                Entry("何回めの請求か", payment.name_of_part),
                Entry("交付の時期と方法", grant.scheme.payment_method),
            ],
            tables=(amounts(payment), account(payment)),
        )
    ]


def amounts(payment: Payment) -> Table:
    grant = payment.grant
    entitled = grant.amount_current or 0
    before = sum(each.amount for each in grant.payments.filter(status="paid", number__lt=payment.number))
    columns = tuple(
        Column(label, 0, "num") for label in ("交付決定額", "既に受け取った額", "今回の請求額", "請求した後の残り")
    )
    row = (entitled, before, payment.amount, entitled - before - payment.amount)
    return Table("請求額の内訳(円)", columns, (tuple(number(each) for each in row),), head=-1)


def account(payment: Payment) -> Table:
    known = payment.has_account
    rows = {
        "金融機関": f"{payment.bank_name}({payment.bank_code})" if known else "",
        "支店": f"{payment.branch_name}({payment.branch_code})" if known else "",
        "預金の種類": payment.get_account_kind_display() if known else "",
        "口座番号": payment.account_number,
        "名義(カナ)": payment.holder_kana,
        "名義": payment.holder_name,
    }
    columns = (Column("振込先", 40), Column("内容"))
    return Table("振込先の口座", columns, tuple(rows.items()))


SET = prints(
    PaperSet(
        "grants.payment",
        "request",
        "交付の請求",
        papers_of_payment,
        programme=lambda payment: payment.grant.scheme.programme,
    )
)
