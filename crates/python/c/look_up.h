// How a busy process looks up: nothing can interrupt it from outside. CPython has places for it, at backward jumps and at
// starts of functions, where Emscripten's build counts down. What it does there is in pycore_emscripten_signal.h, which is
// empty elsewhere. This header comes before that one and takes its place, guard and all.
#ifndef Py_EMSCRIPTEN_SIGNAL_H
#define Py_EMSCRIPTEN_SIGNAL_H

// How many places are left until the process looks up.
extern int spawnpoint_countdown;
extern void spawnpoint_look_up(void);

// At a backward jump or the start of a function: leaves the evaluation, in which there is this label (patches/03).
#define SPAWNPOINT_LOOK_UP() \
    do { \
        if (--spawnpoint_countdown < 0) { \
            goto look_up; \
        } \
    } while (0)

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
