"""Formatted string literals since PEP 701: any expression, the same quotes, backslashes, comments, any depth."""

names = ["Ada", "Grace"]
person = {"name": "Barbara", "tags": ["x", "y"]}

print(f"{person["name"]} has {", ".join(person["tags"])}")
print(f"{"\n".join(names)}")
print(f"{'\t'.join(names)!r}")
print(f"{f"{f"{f"{f"{1 + 1}"}"}"}"}")
print(f"{
    person["name"]  # who it is about
    .upper()
}: {[
    tag  # each
    for tag in person["tags"]
]}")
print(f"{"{}".format("braces")} {'}'} {"{"} {'#'}")
print(f"""{
    '''three''' """ quotes""" f" {'within'}"
    }""")
print(f"{'a' if f"{1}" == "1" else f'{"b"}'} {f'{f"{len(f'{names!r}')}"}'}")
print(f"{"\N{SNOWMAN}"} \N{SNOWMAN} {'\x41'} \x41 {rf"\N{names[0]}"}")
print(f"{names[0]:{f">{len(names) + 5}"}}|{names[1]:{'*' if names else '-'}^{f"{10}"}}")
print(f"{(lambda n: f"{n:{n}}")(3)}|{(text := f"{names[0]}")}|{text!r:{"^" "7"}}")
print(f"{yes if (yes := True) else 0}" f"{1:{2}}" f'{3}')
print(f"{1 + 2 = }, {f"{1 + 2 = }" = }")
print(f"{{{"{"}}}" f"{"}}"}")
print(rf"{"raw\n"}\d{1}", fr'{r'\d'}')
print(f'''{
3
=}''')


def generator():
    text = f"{(yield "first")} and {(yield "second")}"
    yield text


values = generator()
print(next(values), values.send("A"), values.send("B"))


def closure(value):
    return [f"{value}{inner}{f"{value + inner}"}" for inner in range(3)]


print(closure(5))
print(f"{1:{"{"}>{3}}" f"{"":{"="}>5}")
