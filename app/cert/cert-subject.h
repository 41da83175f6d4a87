/* A distinguished name as people type it, "CN=anna, O=Lab, C=DE", checked and taken apart. It knows no key and makes no sentence: what is
 * wrong is a fault and the part of the text that has it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CERT_SUBJECT_FAULT_NONE,
  WAYBILL_CERT_SUBJECT_FAULT_EMPTY,       /* nothing was typed */
  WAYBILL_CERT_SUBJECT_FAULT_LONG,        /* more than WAYBILL_CERT_REQUEST_MAX_SUBJECT bytes, or 32 parts */
  WAYBILL_CERT_SUBJECT_FAULT_CHARACTERS,  /* not UTF-8, or controls */
  WAYBILL_CERT_SUBJECT_FAULT_NO_EQUALS,   /* a part without "=": often a comma that belongs to a value */
  WAYBILL_CERT_SUBJECT_FAULT_TYPE,        /* an abbreviation that nobody knows */
  WAYBILL_CERT_SUBJECT_FAULT_NO_VALUE,    /* nothing after "=" */
  WAYBILL_CERT_SUBJECT_FAULT_VALUE_LONG,  /* longer than X.520 lets it be */
  WAYBILL_CERT_SUBJECT_FAULT_VALUE,       /* a country that is not two letters, a mail address that is none */
  WAYBILL_CERT_SUBJECT_FAULT_TWICE,       /* what can stand once stands twice */
  WAYBILL_CERT_SUBJECT_FAULT_JOINED,      /* "CN=a+OU=b": one part with two values */
  WAYBILL_CERT_SUBJECT_FAULT_QUOTE,       /* a quotation mark without its second, or a backslash at the end */
} WaybillCertSubjectFault;

typedef struct
{
  const char *oid;   /* static */
  char       *value; /* UTF-8 */
} WaybillCertSubjectPart;

/* (element-type WaybillCertSubjectPart) (transfer full) (nullable), from the large to the small as X.500 encodes it. part: (out) (nullable)
 * what has the fault, as typed; longest: (out) what a value may have, characters. */
GPtrArray *waybill_cert_subject_parse  (const char               *text,
                                        WaybillCertSubjectFault  *fault,
                                        char                    **part,
                                        guint                    *longest);
/* (transfer full): a value so that parse gives it back. */
char      *waybill_cert_subject_escape (const char               *value);

G_END_DECLS
