"""A reliability diagram as SVG: what was believed against what came true."""

from collections.abc import Mapping, Sequence

_SIZE, _EDGE = 320, 48  # pixels of the square, and around it


def draw(bins: Sequence[Mapping[str, float]]) -> str:
    """One dot a bin, its area by its sentences; on the diagonal belief and truth agree."""
    most = max((one["sentences"] for one in bins), default=1)
    dots = "\n".join(_dot(one, most) for one in bins)
    ticks = "\n".join(_tick(n / 5) for n in range(6))
    whole = _SIZE + 2 * _EDGE
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" role="img"
 font-family="sans-serif" font-size="12" text-anchor="middle">
<title>Reliability of the confidence of sentences</title>
<rect width="{whole}" height="{whole}" fill="#fff"/>
<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#888"/>
<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#888" stroke-dasharray="4"/>
{ticks}
<text x="{whole / 2}" y="{whole - 10}">believed to need no correction</text>
<text transform="translate(14 {whole / 2}) rotate(-90)">close to the reference</text>
{dots}
</svg>
"""


def _dot(one: Mapping[str, float], most: float) -> str:
    radius = 4 + 5 * (one["sentences"] / most) ** 0.5
    label = f"{one['believed']:.2f} believed, {one['true']:.2f} true, {one['sentences']} sentences"
    return (
        f'<circle cx="{_x(one["believed"])}" cy="{_y(one["true"])}" r="{radius:.1f}" '
        f'fill="#2457a7"><title>{label}</title></circle>'
    )


def _tick(share: float) -> str:
    return (
        f'<text x="{_x(share)}" y="{_y(0) + 18}">{share:.1f}</text>'
        f'<text x="{_EDGE - 16}" y="{_y(share) + 4}">{share:.1f}</text>'
    )


def _x(share: float) -> float:
    return round(_EDGE + _SIZE * share, 1)


def _y(share: float) -> float:
    return round(_EDGE + _SIZE * (1 - share), 1)
