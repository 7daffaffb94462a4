"""Tokens: the longest that can be, operators, delimiters, as `tokenize` names them."""

import io
import token
import tokenize

SOURCE = '''\
def f(x: int=1, *, y) -> "T":  # a comment
    x //= y ** -2 << 1 >= 3 != ~4 @ z
    if x:
        s = f"a{x!r:>{y}}b" + 'c'

    return lambda: ...
a = b if c else d; e <<= 1 ; g|=h^i&j
k = l[1:2, ...] = {m: n}
if (o := 1) <= 2: p -= .5e1j
'''

for found in tokenize.generate_tokens(io.StringIO(SOURCE).readline):
    kind = token.tok_name[found.type]
    exact = token.tok_name[found.exact_type]
    print(f"{found.start[0]}:{found.start[1]}-{found.end[0]}:{found.end[1]} "
          f"{exact if exact == kind else f"{kind} {exact}"} {found.string!r}")

x, y = 5, 2
print(x--y, x+-y, x- -y, x**-y, x//-y, [*{x}|{y}], x<-y, x>=-y, not-x)
print({operator for operator in token.EXACT_TOKEN_TYPES} == set(
    "!= % %= & &= ( ) * ** **= *= + += , - -= -> . ... / // //= /= : := ; < << <<= <= = == > >= >> >>= @ @= [ ] ^ ^= { | |= } ~ !".split()))
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(SOURCE).readline)) == SOURCE)
