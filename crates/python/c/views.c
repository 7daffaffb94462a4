// Views of memory that processes share. The bytes that Python sees are a copy (src/objects/region.rs), so each access
// through a `memoryview` first has others' writes in it, and afterwards others have this one's.
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_typeobject.h"

// Whether an object is such memory.
extern int spawnpoint_is_memory(PyObject *object);
// Has others' writes to some bytes of the copy in it.
extern void spawnpoint_refresh(PyObject *memory, const char *begin, Py_ssize_t length);
// Has others know what was written to some bytes of the copy: to all of them, or perhaps to some.
extern void spawnpoint_publish(PyObject *memory, const char *begin, Py_ssize_t length, int all);

// Somebody has bytes of the copy to write to at any time, or has them no longer.
extern void spawnpoint_has_writer(PyObject *memory, int has);

// A stretch of bytes of some memory; no memory if a view is one of something else. Whether a key stands for all of them.
typedef struct {
    PyObject *memory;
    const char *begin;
    Py_ssize_t length;
    int all;
} Stretch;

// What CPython has a view of that a class written in Python gave (`__buffer__`), as in Objects/typeobject.c.
typedef struct {
    PyObject_HEAD
    PyObject *view;
    PyObject *object;
} BufferWrapper;

static PyMappingMethods mapping;
static PySequenceMethods sequence;
static PyBufferProcs buffer;
static richcmpfunc compare;
static getiterfunc iterate;
static PyCFunction to_list;
static PyCFunctionFastWithKeywords to_bytes, to_hex;

static PyObject *memory_of(PyObject *object)
{
    if (!PyMemoryView_Check(object)) {
        return NULL;
    }
    _PyManagedBufferObject *managed = ((PyMemoryViewObject *)object)->mbuf;
    PyObject *owner = managed == NULL ? NULL : managed->master.obj;
    if (owner == NULL) {
        return NULL;
    }
    if (Py_TYPE(owner) == &_PyBufferWrapper_Type) {
        PyObject *inner = ((BufferWrapper *)owner)->view;
        return inner == NULL ? NULL : memory_of(inner);
    }
    return spawnpoint_is_memory(owner) ? owner : NULL;
}

// All that a view shows, and what lies between.
static Stretch whole(PyObject *object)
{
    Stretch found = {memory_of(object), NULL, 0, 0};
    if (found.memory != NULL) {
        const Py_buffer *view = &((PyMemoryViewObject *)object)->view;
        const char *first = view->buf, *last = view->buf;
        for (int dimension = 0; dimension < view->ndim; dimension++) {
            if (view->shape[dimension] == 0) {
                return (Stretch){NULL, NULL, 0, 0};
            }
            Py_ssize_t reach = (view->shape[dimension] - 1) * view->strides[dimension];
            *(reach < 0 ? &first : &last) += reach;
        }
        found.begin = first;
        found.length = last - first + view->itemsize;
    }
    return found;
}

// What a key stands for, or all if that is not seen here.
static Stretch part(PyObject *object, PyObject *key)
{
    Stretch found = whole(object);
    const Py_buffer *view = &((PyMemoryViewObject *)object)->view;
    if (found.memory == NULL || view->ndim != 1) {
        return found;
    }
    Py_ssize_t start, stop, step, count;
    if (PyLong_CheckExact(key)) {
        start = PyLong_AsSsize_t(key);
        if (start == -1 && PyErr_Occurred()) {
            PyErr_Clear();
            return found;
        }
        start += start < 0 ? view->shape[0] : 0;
        if (start < 0 || start >= view->shape[0]) {
            return found;
        }
        step = count = 1;
    } else if (PySlice_Check(key)) {
        if (PySlice_Unpack(key, &start, &stop, &step) < 0) {
            PyErr_Clear();
            return found;
        }
        count = PySlice_AdjustIndices(view->shape[0], &start, &stop, step);
        if (count == 0) {
            return (Stretch){NULL, NULL, 0, 0};
        }
    } else {
        return found;
    }
    Py_ssize_t reach = (count - 1) * step * view->strides[0];
    const char *first = (const char *)view->buf + start * view->strides[0];
    found.begin = reach < 0 ? first + reach : first;
    found.length = (reach < 0 ? -reach : reach) + view->itemsize;
    found.all = found.length == count * view->itemsize;
    return found;
}

static void refresh(Stretch stretch)
{
    if (stretch.memory != NULL) {
        spawnpoint_refresh(stretch.memory, stretch.begin, stretch.length);
    }
}

static void publish(Stretch stretch)
{
    if (stretch.memory != NULL) {
        spawnpoint_publish(stretch.memory, stretch.begin, stretch.length, stretch.all);
    }
}

static PyObject *subscript(PyObject *self, PyObject *key)
{
    // A slice is a view, which reads nothing yet.
    if (!PySlice_Check(key)) {
        refresh(part(self, key));
    }
    return mapping.mp_subscript(self, key);
}

static int assign(PyObject *self, PyObject *key, PyObject *value)
{
    Stretch stretch = part(self, key);
    refresh(stretch);
    int result = mapping.mp_ass_subscript(self, key, value);
    publish(stretch);
    return result;
}

static PyObject *item(PyObject *self, Py_ssize_t place)
{
    refresh(whole(self));
    return sequence.sq_item(self, place);
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags)
{
    Stretch stretch = whole(self);
    refresh(stretch);
    int result = buffer.bf_getbuffer(self, view, flags);
    if (result == 0 && !view->readonly && stretch.memory != NULL) {
        spawnpoint_has_writer(stretch.memory, 1);
    }
    return result;
}

static void release_buffer(PyObject *self, Py_buffer *view)
{
    Stretch stretch = whole(self);
    if (!view->readonly && stretch.memory != NULL) {
        publish(stretch);
        spawnpoint_has_writer(stretch.memory, 0);
    }
    buffer.bf_releasebuffer(self, view);
}

static PyObject *compared(PyObject *self, PyObject *other, int kind)
{
    refresh(whole(self));
    refresh(whole(other));
    return compare(self, other, kind);
}

static PyObject *iterated(PyObject *self)
{
    refresh(whole(self));
    return iterate(self);
}

static PyObject *list(PyObject *self, PyObject *nothing)
{
    refresh(whole(self));
    return to_list(self, nothing);
}

static PyObject *bytes(PyObject *self, PyObject *const *arguments, Py_ssize_t count, PyObject *names)
{
    refresh(whole(self));
    return to_bytes(self, arguments, count, names);
}

static PyObject *hex(PyObject *self, PyObject *const *arguments, Py_ssize_t count, PyObject *names)
{
    refresh(whole(self));
    return to_hex(self, arguments, count, names);
}

// Puts the functions above before CPython's own. To be called before CPython is started.
void spawnpoint_watch_views(void)
{
    PyTypeObject *class = &PyMemoryView_Type;
    mapping = *class->tp_as_mapping;
    class->tp_as_mapping->mp_subscript = subscript;
    class->tp_as_mapping->mp_ass_subscript = assign;
    sequence = *class->tp_as_sequence;
    class->tp_as_sequence->sq_item = item;
    buffer = *class->tp_as_buffer;
    class->tp_as_buffer->bf_getbuffer = get_buffer;
    class->tp_as_buffer->bf_releasebuffer = release_buffer;
    compare = class->tp_richcompare;
    class->tp_richcompare = compared;
    iterate = class->tp_iter;
    class->tp_iter = iterated;
    for (PyMethodDef *method = class->tp_methods; method->ml_name != NULL; method++) {
        if (strcmp(method->ml_name, "tolist") == 0) {
            to_list = method->ml_meth;
            method->ml_meth = list;
        } else if (strcmp(method->ml_name, "tobytes") == 0) {
            to_bytes = (PyCFunctionFastWithKeywords)(void (*)(void))method->ml_meth;
            method->ml_meth = (PyCFunction)(void (*)(void))bytes;
        } else if (strcmp(method->ml_name, "hex") == 0) {
            to_hex = (PyCFunctionFastWithKeywords)(void (*)(void))method->ml_meth;
            method->ml_meth = (PyCFunction)(void (*)(void))hex;
        }
    }
}
