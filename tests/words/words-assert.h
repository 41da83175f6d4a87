/* What every text for people must hold, asserted in one place. */
#pragma once

#include "words.h"

/* Not empty, no exclamation mark, no leftover of printf or of a name in braces, no sentence over 20 words, none of the words to avoid. */
void words_assert_text (const char         *text);
void words_assert      (const WaybillWords *words);
