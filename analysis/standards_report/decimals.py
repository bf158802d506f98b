"""Numbers as decimal text: the one rule for rounding, and the digits that a number has.

A number counts by its decimal digits, as a reader sees them, and not by the nearest binary number.
So 2.675 is half-way between 2.67 and 2.68, although no binary number is.
"""

from __future__ import annotations

import numbers
from decimal import ROUND_HALF_UP, Context, Decimal

# Significant digits that a binary number keeps for certain. Digits after them are noise of the
# computation: 28.499999999999996 is 28.5.
_SURE = 15
# From here on, several whole numbers share one binary number.
TOO_LARGE = 2.0**53
# Decimals that a printed number has at most. One with more was computed.
_MOST_PRINTED = 6
_CONTEXT = Context(prec=800, rounding=ROUND_HALF_UP)


def decimal_of(number: float) -> Decimal:
    """The exact value of the number's decimal digits. Whole numbers may have any size.

    Raises ValueError for a binary number that is so large that it stands for several whole
    numbers.
    """
    if isinstance(number, numbers.Integral):
        return Decimal(int(number))
    number = float(number)
    if abs(number) >= TOO_LARGE:
        raise ValueError(f"{number!r} is too large to be exact to the last digit")
    return Decimal(int(number)) if number.is_integer() else Decimal(f"{number:.{_SURE}g}")


def rounded(number: float, digits: int = 0) -> Decimal:
    """The number rounded to `digits` decimals, half away from zero."""
    return _CONTEXT.quantize(decimal_of(number), Decimal(1).scaleb(-digits))


def decimals(number: float) -> int:
    """How many decimals the number has. A computed number such as 100 / 3 counts as having none."""
    exponent = decimal_of(number).normalize(_CONTEXT).as_tuple().exponent
    own = max(0, -int(exponent))
    return own if own <= _MOST_PRINTED else 0


def in_digits(number: float, digits: int | None = None) -> str:
    """The number without an exponent, as `1234567` or `0.01`.

    It has `digits` decimals, or by default all of its own.
    """
    own = decimal_of(number).normalize(_CONTEXT)
    return f"{own if digits is None else rounded(number, digits):f}"


def in_published_digits(number: float) -> str:
    """The number in its own digits; a quotient that has more than a printed number has, rounded to
    those, or to six digits that count where it is small."""
    own = decimal_of(number).normalize(_CONTEXT)
    most = max(_MOST_PRINTED, _MOST_PRINTED - 1 - own.adjusted()) if own else _MOST_PRINTED
    if -int(own.as_tuple().exponent) <= most:
        return in_digits(number)
    return f"{rounded(number, most).normalize(_CONTEXT):f}"


def without_exponent(number: float) -> str:
    """The binary number in digits, as `0.00001` for 1e-05. Noise of a computation stays in it."""
    return f"{Decimal(repr(number)):f}"


def is_kept(text: str) -> bool:
    """Whether a binary number keeps every digit of the number in `text`."""
    number = float(text)
    return abs(number) < TOO_LARGE and Decimal(text) == decimal_of(number)
