// How a busy process looks up: nothing can interrupt it from outside. CPython has places for it, at backward jumps and at
// starts of functions, where Emscripten's build counts down. What it does there is in pycore_emscripten_signal.h, which is
// empty elsewhere. This header comes before that one and takes its place, guard and all.
// Assembly includes it, too, and wants nothing of it.
#if !defined(Py_EMSCRIPTEN_SIGNAL_H) && !defined(__ASSEMBLER__)
#define Py_EMSCRIPTEN_SIGNAL_H

// How many places are left until the process looks up.
#ifdef __wasi__
extern int spawnpoint_countdown;
extern void spawnpoint_look_up(void);
#else
// Natively the interpreter that is built beside the library is a program of its own, in which nobody looks up.
__attribute__((weak)) int spawnpoint_countdown = 0x7fffffff;
__attribute__((weak)) void spawnpoint_look_up(void)
{
    spawnpoint_countdown = 0x7fffffff;
}
#endif

// At a backward jump or the start of a function. In the browser the evaluation is left, in which there is this label
// (patches/03).
#define SPAWNPOINT_LOOK_UP() \
    do { \
        if (--spawnpoint_countdown < 0) { \
            SPAWNPOINT_LOOK_UP_NOW; \
        } \
    } while (0)
#ifdef __wasi__
#define SPAWNPOINT_LOOK_UP_NOW goto look_up
#else
#define SPAWNPOINT_LOOK_UP_NOW spawnpoint_look_up()
#endif

// There are more such places, after calls of functions of C. They need not count: whoever calls often jumps back.
#define _Py_CHECK_EMSCRIPTEN_SIGNALS_PERIODICALLY()

// What takes long without evaluating anything asks for signals now and then.
#define _Py_CHECK_EMSCRIPTEN_SIGNALS() \
    do { \
        if (--spawnpoint_countdown < 0) { \
            spawnpoint_look_up(); \
        } \
    } while (0)

#endif
