"""The outbox of one scheme: every mail that went, or should go, about it and about what became of it."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from grants.cases import Grant
from grants.payments import Payment
from grants.schemes import Scheme
from grants.told import LATER
from records.mail import Mail


def mails_about(scheme: Scheme) -> QuerySet[Mail]:
    """What has not gone first, then the newest. Whoever asks has been asked whether they may."""
    about = Q(case_type=ContentType.objects.get_for_model(Scheme), case_id=scheme.pk)
    own = Grant.objects.filter(scheme=scheme).values("pk")
    about |= Q(case_type=ContentType.objects.get_for_model(Grant), case_id__in=own)
    for model in (Payment, *LATER):
        keys = model._default_manager.filter(grant__scheme=scheme).values("pk")
        about |= Q(case_type=ContentType.objects.get_for_model(model), case_id__in=keys)
    mails = Mail.objects.filter(about).select_related("to_user").defer("body")
    return mails.order_by(F("sent_at").desc(nulls_first=True), "-written_at", "-pk")
