"""Numbers as decimal text: how all of them are rounded, and which digits they have.

A number is read as a reader reads it, by its decimal digits, and not by the binary number nearest
to them: 2.675 is half-way between 2.67 and 2.68, although no binary number is.
"""

from __future__ import annotations

import numbers
from decimal import ROUND_HALF_UP, Context, Decimal

# Significant digits that a binary number is sure to keep. What stands behind them is the noise of
# a computation: 28.499999999999996 is 28.5.
_SURE = 15
# From here on the next whole number has no binary number of its own.
TOO_LARGE = 2.0**53
# Of a number that somebody printed; one with more was computed.
_MOST_PRINTED = 6
_CONTEXT = Context(prec=800, rounding=ROUND_HALF_UP)


def decimal_of(number: float) -> Decimal:
    """The number as its decimal digits say; a whole number, of any size, exactly.

    Raises ValueError for a binary number so large that it stands for several whole numbers.
    """
    if isinstance(number, numbers.Integral):
        return Decimal(int(number))
    number = float(number)
    if abs(number) >= TOO_LARGE:
        raise ValueError(f"{number!r} is too large to be exact to the last digit")
    return Decimal(int(number)) if number.is_integer() else Decimal(f"{number:.{_SURE}g}")


def rounded(number: float, digits: int = 0) -> Decimal:
    """The number with so many decimals; what lies half-way goes away from zero."""
    return _CONTEXT.quantize(decimal_of(number), Decimal(1).scaleb(-digits))


def decimals(number: float) -> int:
    """How many decimals the number has; of one that nobody printed, as 100 / 3, none is its own."""
    exponent = decimal_of(number).normalize(_CONTEXT).as_tuple().exponent
    own = max(0, -int(exponent))
    return own if own <= _MOST_PRINTED else 0


def in_digits(number: float, digits: int | None = None) -> str:
    """The number with so many decimals, or all of its own, and no exponent: `1234567`, `0.01`."""
    own = decimal_of(number).normalize(_CONTEXT)
    return f"{own if digits is None else rounded(number, digits):f}"


def without_exponent(number: float) -> str:
    """The binary number itself in digits, as `0.00001` for 1e-05; noise stays in it."""
    return f"{Decimal(repr(number)):f}"


def is_kept(text: str) -> bool:
    """Whether the number in a text of digits is the same once it is a binary number."""
    number = float(text)
    return abs(number) < TOO_LARGE and Decimal(text) == decimal_of(number)
