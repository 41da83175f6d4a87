/* What a fuzz target is: one function that takes any bytes and must return. libFuzzer's main calls it, or fuzz-replay's. */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
