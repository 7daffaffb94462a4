#include "ffi.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TYPE(name, kind, c) \
    ffi_type ffi_type_##name = {.size = sizeof(c), .alignment = _Alignof(c), .type = FFI_TYPE_##kind}

ffi_type ffi_type_void = {.size = 1, .alignment = 1, .type = FFI_TYPE_VOID};
TYPE(float, FLOAT, float);
TYPE(double, DOUBLE, double);
TYPE(longdouble, LONGDOUBLE, long double);
TYPE(pointer, POINTER, void *);
TYPE(uint8, UINT8, uint8_t);
TYPE(sint8, SINT8, int8_t);
TYPE(uint16, UINT16, uint16_t);
TYPE(sint16, SINT16, int16_t);
TYPE(uint32, UINT32, uint32_t);
TYPE(sint32, SINT32, int32_t);
TYPE(uint64, UINT64, uint64_t);
TYPE(sint64, SINT64, int64_t);

// The most arguments that a function can be called with.
enum { MOST = 4 };

// Whether values of the type are handed on as numbers of a pointer's size.
static int is_word(const ffi_type *type)
{
    switch (type->type) {
    case FFI_TYPE_VOID:
    case FFI_TYPE_FLOAT:
    case FFI_TYPE_DOUBLE:
    case FFI_TYPE_LONGDOUBLE:
    case FFI_TYPE_STRUCT:
        return 0;
    default:
        return type->size <= sizeof(uintptr_t);
    }
}

ffi_status ffi_prep_cif(ffi_cif *cif, ffi_abi abi, unsigned count, ffi_type *result, ffi_type **arguments)
{
    if (abi != FFI_DEFAULT_ABI) {
        return FFI_BAD_ABI;
    }
    int can_be = count <= MOST && (result->type == FFI_TYPE_VOID || is_word(result));
    for (unsigned i = 0; can_be && i < count; i++) {
        can_be = is_word(arguments[i]);
    }
    *cif = (ffi_cif){.count = count, .arguments = arguments, .result = result};
    return can_be ? FFI_OK : FFI_BAD_TYPEDEF;
}

// A function with any number of arguments gets the others in memory, in a way of each platform's own.
ffi_status ffi_prep_cif_var(
    ffi_cif *cif, ffi_abi abi, unsigned fixed, unsigned count, ffi_type *result, ffi_type **arguments)
{
    return fixed == count ? ffi_prep_cif(cif, abi, count, result, arguments) : FFI_BAD_TYPEDEF;
}

static uintptr_t word(const ffi_type *type, const void *value)
{
    switch (type->type) {
    case FFI_TYPE_SINT8:
        return *(const int8_t *)value;
    case FFI_TYPE_SINT16:
        return *(const int16_t *)value;
    case FFI_TYPE_SINT32:
        return *(const int32_t *)value;
    default: {
        uintptr_t word = 0;
        memcpy(&word, value, type->size);
        return word;
    }
    }
}

// Calls `function` as one that returns `type`.
#define CALL(type) \
    (cif->count == 0   ? ((type(*)(void))function)() \
     : cif->count == 1 ? ((type(*)(uintptr_t))function)(words[0]) \
     : cif->count == 2 ? ((type(*)(uintptr_t, uintptr_t))function)(words[0], words[1]) \
     : cif->count == 3 ? ((type(*)(uintptr_t, uintptr_t, uintptr_t))function)(words[0], words[1], words[2]) \
                       : ((type(*)(uintptr_t, uintptr_t, uintptr_t, uintptr_t))function)( \
                             words[0], words[1], words[2], words[3]))

void ffi_call(ffi_cif *cif, void (*function)(void), void *result, void **arguments)
{
    uintptr_t words[MOST];
    for (unsigned i = 0; i < cif->count; i++) {
        words[i] = word(cif->arguments[i], arguments[i]);
    }
    if (cif->result->type == FFI_TYPE_VOID) {
        CALL(void);
    } else {
        // As wide as the caller expects it: short ones are widened.
        *(ffi_arg *)result = CALL(uintptr_t);
    }
}

void *ffi_closure_alloc(size_t size, void **code)
{
    void *closure = calloc(1, size);
    *code = closure;
    return closure;
}

void ffi_closure_free(void *closure)
{
    free(closure);
}

ffi_status ffi_prep_closure_loc(
    ffi_closure *closure, ffi_cif *cif, void (*function)(ffi_cif *, void *, void **, void *), void *user, void *code)
{
    (void)closure, (void)cif, (void)function, (void)user, (void)code;
    return FFI_BAD_ABI;
}
