"""Whatever the model answers, tags come out as they went in."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from service.briefs.values import Translation
from service.markup import MarkupOptions, translate_markup

WORDS = "Quân khu tổ chức hội nghị tại Hà Nội 100% & < > ]]> [71] <b * _x_ \\ `a` 5 — …".split()
text = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
space = st.sampled_from(["", " ", "\n  ", "&#160;"])
ID = st.integers(0, 99)


def _escaped(raw: str) -> str:
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


leaf = st.one_of(
    text.map(_escaped),
    space,
    ID.map(lambda n: f'<x id="{n}"></x>'),
    ID.map(lambda n: f"<y n='{n}'/>"),
    st.just("<!-- chú thích <b> -->"),
    text.map(lambda t: f"<![CDATA[{t.replace(']]>', '')}]]>"),
    text.map(lambda t: f"<keep>{_escaped(t)}<b>giữ</b></keep>"),
)
TAGS = ["b", "i", "p", "div", "a href='?a=1&amp;b=2'", 'span title="a > b"', "ns:g"]


def _element(parts: Sequence[str], tag: str) -> str:
    return f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"


tree = st.recursive(
    leaf,
    lambda inner: st.builds(_element, st.lists(inner, max_size=4), st.sampled_from(TAGS)),
    max_leaves=12,
)
fragment = st.lists(tree, max_size=4).map("".join)


def shuffled(text: str) -> str:
    words = text.split()
    random.Random(text).shuffle(words)
    return " ".join(words)


def signs_lost(text: str) -> str:
    return re.sub(r"\[\d+\]", "", text)


MODELS: dict[str, Callable[[str], str]] = {
    "says it again": lambda text: text,
    "upper case": str.upper,
    "shuffles": shuffled,
    "loses signs": signs_lost,
    "says nothing": lambda _: "",
    "writes markup": lambda text: f"<i>{text}</p> & ]]> </b>*_[x](y)",
    "doubles": lambda text: f"{text} {text}",
}


def translated(source: str, kind: str, model: Callable[[str], str]) -> str:
    def translate(texts: Sequence[str]) -> list[Translation]:
        return [Translation(model(text)) for text in texts]

    options = MarkupOptions(ignore=frozenset(["keep"]))
    return translate_markup([source], kind, translate, options)[0].text  # type: ignore[arg-type]


def paths(root: etree._Element) -> Counter[str]:
    """Each tag with its attributes and those it stands in: what may not change."""
    found: Counter[str] = Counter()
    for node in root.iter():
        line = [node, *node.iterancestors()]
        found["/".join(f"{one.tag}{dict(one.attrib)}" for one in reversed(line))] += 1
    return found


def parsed(source: str) -> etree._Element:
    return etree.fromstring(f"<root xmlns:ns='urn:ns'>{source}</root>")


def kept(source: str) -> list[str]:
    return sorted(re.findall(r"<keep>.*?</keep>|<!--.*?-->", source, re.DOTALL))


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@given(source=fragment)
@settings(max_examples=20)
def test_xml_keeps_its_tags_and_stays_well_formed(model: Callable[[str], str], source: str) -> None:
    result = translated(source, "xml", model)
    assert paths(parsed(result)) == paths(parsed(source))
    assert kept(result) == kept(source)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@given(source=fragment)
@settings(max_examples=20)
def test_html_keeps_its_tags(model: Callable[[str], str], source: str) -> None:
    source = source.replace("<keep>", '<span translate="no">').replace("</keep>", "</span>")
    result = translated(source, "html", model)
    tags = re.compile(
        r"""<!--.*?-->|<!\[CDATA.*?\]\]>|</?[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>""", re.S
    )
    assert Counter(tags.findall(result)) == Counter(tags.findall(source))
    assert html_paths(result) == html_paths(source)


def html_paths(source: str) -> Counter[str]:
    # A sign of an unknown empty tag may move in or out of a paragraph that HTML ends by itself.
    return paths(html.fragment_fromstring(source, create_parent="root"))


@given(source=st.text(alphabet="<>/ab =\"'!-?[]&;p \n", max_size=60))
@settings(max_examples=100)
def test_html_that_is_none_is_not_lost(source: str) -> None:
    """Tags, right or wrong, are those of the source; a model that repeats loses no character."""
    result = translated(source, "html", lambda text: text)
    assert characters(result) == characters(source)


def characters(source: str) -> list[str]:
    return sorted("".join(unescape(source).split()))


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@given(
    blocks=st.lists(
        st.sampled_from(
            [
                "# Tiêu đề *một* `mã`",
                'Một **hai *ba* bốn** năm [liên kết](http://x.y "t") sáu.',
                "- mục\n- mục __hai__\n  tiếp theo",
                "> trích dẫn\n> dòng hai \\* hết",
                "```\nkhông dịch\n```",
                "| a | b |\n|---|---|\n| **ô** | hai |",
                "1. một\n2. hai  \n   ba",
                "<div>khối <b>đậm</b></div>",
                "![ảnh](a.png) và <https://a.b/c> rồi ~~bỏ~~",
            ]
        ),
        max_size=4,
    )
)
@settings(max_examples=8)
def test_markdown_keeps_its_structure(model: Callable[[str], str], blocks: list[str]) -> None:
    source = "\n\n".join(blocks)
    assert structure(translated(source, "markdown", model)) == structure(source)


def structure(source: str) -> Counter[tuple[str, str]]:
    from markdown_it import MarkdownIt

    found: Counter[tuple[str, str]] = Counter()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        found[token.type, token.content if token.type == "fence" else ""] += 1
        for child in token.children or []:
            if child.type not in ("text", "softbreak"):
                code = child.content if child.type == "code_inline" else ""
                found[child.type, code + str(child.attrs)] += 1
    return found
