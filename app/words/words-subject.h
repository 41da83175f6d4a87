/* What is wrong with the subject or a further name of a request, as one sentence for the field or the command line. It judges nothing
 * itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable): NULL when it can be a subject. typed: a distinguished name, "CN=anna, O=Lab, C=DE". */
char *waybill_words_subject_fault      (const char *typed);
/* (nullable): NULL when it can be an alternative name of a request. */
char *waybill_words_subject_name_fault (const char *typed);

G_END_DECLS
