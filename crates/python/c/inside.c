// What is private to CPython, for whoever looks at a process without running any of its code.
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_code.h"
#include "internal/pycore_dict.h"
#include "internal/pycore_frame.h"
#include "internal/pycore_object.h"

static _PyInterpreterFrame *complete(_PyInterpreterFrame *frame)
{
    while (frame != NULL && _PyFrame_IsIncomplete(frame)) {
        frame = frame->previous;
    }
    return frame;
}

_PyInterpreterFrame *spawnpoint_frame(PyThreadState *state)
{
    return complete(state->current_frame);
}

_PyInterpreterFrame *spawnpoint_caller(_PyInterpreterFrame *frame)
{
    return complete(frame->previous);
}

PyObject *spawnpoint_frame_file(_PyInterpreterFrame *frame)
{
    return _PyFrame_GetCode(frame)->co_filename;
}

PyObject *spawnpoint_frame_qualname(_PyInterpreterFrame *frame)
{
    return _PyFrame_GetCode(frame)->co_qualname;
}

PyObject *spawnpoint_frame_name(_PyInterpreterFrame *frame)
{
    return _PyFrame_GetCode(frame)->co_name;
}

// A number that no other code has.
uint32_t spawnpoint_frame_version(_PyInterpreterFrame *frame)
{
    return _PyFrame_GetCode(frame)->co_version;
}

PyObject *spawnpoint_frame_globals(_PyInterpreterFrame *frame)
{
    return frame->f_globals;
}

int spawnpoint_attribute(PyObject *object, Py_ssize_t *position, PyObject **name, PyObject **value)
{
    PyTypeObject *class = Py_TYPE(object);
    if (class->tp_flags & Py_TPFLAGS_MANAGED_DICT) {
        PyDictObject *dict = _PyObject_GetManagedDict(object);
        if (dict != NULL) {
            return PyDict_Next((PyObject *)dict, position, name, value);
        }
        if (!(class->tp_flags & Py_TPFLAGS_INLINE_VALUES)) {
            return 0;
        }
        PyDictValues *values = _PyObject_InlineValues(object);
        PyDictKeysObject *keys = ((PyHeapTypeObject *)class)->ht_cached_keys;
        if (!values->valid || keys == NULL) {
            return 0;
        }
        // They are told in the order in which they were set.
        for (Py_ssize_t index = *position; index < values->size; index++) {
            uint8_t place = get_insertion_order_array(values)[index];
            if (values->values[place] != NULL) {
                *position = index + 1;
                *name = DK_UNICODE_ENTRIES(keys)[place].me_key;
                *value = values->values[place];
                return 1;
            }
        }
        return 0;
    }
    // A dictionary that there is not yet has nothing in it.
    PyObject **place = class->tp_dictoffset > 0 ? (PyObject **)((char *)object + class->tp_dictoffset) : NULL;
    return place != NULL && *place != NULL ? PyDict_Next(*place, position, name, value) : 0;
}

PyObject *spawnpoint_arguments(PyObject *exception)
{
    return ((PyBaseExceptionObject *)exception)->args;
}

PyObject *spawnpoint_derivation(PyTypeObject *class)
{
    return class->tp_mro;
}
