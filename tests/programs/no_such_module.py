# exit: 1
# shared: same
import importlib.util

print(importlib.util.find_spec("no_such_module_here"))
try:
    import no_such_module_here.sub
except ModuleNotFoundError as error:
    print(error.name, str(error).startswith("No module named 'no_such_module_here'"))
import no_such_module_here
