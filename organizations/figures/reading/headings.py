"""What the heading of a column means: a key of its rows (area, date, sex, age), or what its numbers count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from organizations.figures.parts import Band
from organizations.figures.reading.ages import Age, Ages, normal, parse_age

KEYS: dict[str, str] = {
    "code": """地域コード 区域コード 区域のコード 町丁字コード 町字コード 町字ID 地区コード 大字コード 町丁コード
        行政区コード 学区コード コード KEY_CODE""",
    "name": """地域名 地域 区域 区域名 区域の名前 町丁名 町名 町丁字名 町丁・字名 町丁・字等 町字名 大字名 大字
        大字・町名 町・大字 町丁目 町丁目名 地区 地区名 行政区 行政区名 自治会 自治会名 町内会名 学区 学区名 小学校区
        小学校区名 中学校区 中学校区名 コミュニティエリア エリア NAME""",
    "city_code": "都道府県コード又は市区町村コード 全国地方公共団体コード 団体コード 市区町村コード 市町村コード",
    "city": "市区町村名 地方公共団体名 市町村名 市区町村 CITYNAME",
    "date": "調査年月日 調査日 基準日 年月日 時点 調査時点 年月 現在日 集計日",
    "sex": "性別 男女 男女別 性 男女の別",
    "age": "年齢 年齢階級 年齢区分 年代 年齢別 年齢階層",
    "indicator": "指標 指標名 指標のコード 項目 項目名",
    "value": "値 数値 人数 人口(人) 数",
    "source": "出典 資料",
    "level": "HYOSYO",
    "hidden": "HTKSYORI",
    "other": """都道府県名 都道府県 備考 注記 単位 番号 No No. HTKSAKI GASSAN 町名カナ 地域名カナ ふりがな フリガナ
        緯度 経度""",
}
KEY_OF = {normal(word).upper(): key for key, words in KEYS.items() for word in words.split()}
HOUSEHOLD_WORDS = {"世帯数", "世帯", "総世帯数", "世帯総数", "世帯数(世帯)", "世帯計"}
SEX = re.compile(r"男女計|男女|男性|男子|男|女性|女子|女")
FILLING = re.compile(r"年齢「不詳」(?:を)?(?:含む|含み)|人口|総数|総計|合計|総|[のを計数、,・:()\[\]「」人者_]|\s")
STAGE = re.compile(r"^(?:年少|生産年齢|老年|高齢者|前期高齢者|後期高齢者)(?=\d)")  # 老年人口(65歳以上)
WITH_UNKNOWN = re.compile(r"不詳[」』]?(?:を)?(?:含む|含み)")


@dataclass(frozen=True)
class Meaning:
    """Either a key of the rows, or a count: of people (by sex, by age), of households, of an indicator."""

    key: str = ""
    count: str = ""  # "people", "households", or the code of an indicator
    sex: str | None = None  # None: the heading does not say
    age: Age | None = None
    holds_unknown: bool = False  # a total of which the heading says that it holds people of unknown age

    @property
    def is_count(self) -> bool:
        return bool(self.count)


def understood(heading: str, indicators: Mapping[str, str], *, bare: bool = False) -> Meaning | None:
    """``indicators`` are those of the city by their plain names and codes; None for what is not understood."""
    plain = normal(heading)
    if not plain:
        return None
    if key := KEY_OF.get(plain.upper()):
        return Meaning(key)
    if plain in HOUSEHOLD_WORDS:
        return Meaning(count="households")
    if plain in indicators:
        return Meaning(count=indicators[plain])
    return people(plain, bare=bare)


def people(plain: str, *, bare: bool) -> Meaning | None:
    """The heading must be used up: 「女性の平均年齢」 is no count of women."""
    holds_unknown = bool(WITH_UNKNOWN.search(plain))
    rest = WITH_UNKNOWN.sub("", plain)
    sexes = {sex_of(word) for word in SEX.findall(rest)}
    if len(sexes) > 1:
        return None
    sex = sexes.pop() if sexes else None
    age = None
    words = SEX.sub("", rest)
    plain_words = FILLING.sub("", words)
    for candidate in (words, plain_words, STAGE.sub("", plain_words)):
        if (age := parse_age(candidate.strip("のを、()"), bare=bare)) is not None:
            break
    if age is None and (FILLING.sub("", words.replace("年齢", "")) or not (sex is not None or is_people(words))):
        return None
    return Meaning(count="people", sex=sex, age=None if age is Ages.ALL else age, holds_unknown=holds_unknown)


def is_people(words: str) -> bool:
    return any(word in words for word in ("人口", "総数", "人数", "合計", "総計", "計"))


def sex_of(word: str) -> str | None:
    """ "m", "f", "" for both; None for what is no sex."""
    plain = normal(word)
    if plain in ("男女計", "男女", "計", "総数", "合計", "総計", "男女合計", "0"):
        return ""
    if plain.startswith(("男", "M")) or plain == "1":
        return "m"
    return "f" if plain.startswith(("女", "F")) or plain == "2" else None


def said(meaning: Meaning, names: Mapping[str, str]) -> str:
    """For the page that shows how the file was read; ``names`` are those of the indicators by code."""
    if meaning.key:
        return READ_AS[meaning.key]
    if meaning.count == "households":
        return "世帯数"
    if meaning.count != "people":
        return names[meaning.count]
    who = {"m": "男", "f": "女"}.get(meaning.sex or "", "男女計")
    if isinstance(meaning.age, Band):
        return f"{meaning.age.name} {who}"
    return f"{meaning.age.value if meaning.age else '人口'} {who}"


READ_AS = {
    "code": "区域のコード",
    "name": "区域の名前",
    "city_code": "市区町村のコード",
    "city": "市区町村の名前",
    "date": "基準日",
    "sex": "男女",
    "age": "年齢",
    "indicator": "指標",
    "value": "値",
    "source": "出典",
    "level": "集計の段階",
    "hidden": "秘匿の印",
    "other": "読まない列",
}
