/* What is wrong with the subject or a further name of a request. What was typed is shown with its controls escaped. */
#include "words-subject.h"

#include "words-private.h"

#include "cert-request.h"
#include "cert-subject.h"

#include <glib/gi18n-lib.h>

/* {part} is what has the fault, in quotation marks; {number} how many characters it may have. */
static const char *const sentences[] = {
  [WAYBILL_CERT_SUBJECT_FAULT_EMPTY] = N_ ("Say for whom the certificate is to be, like CN=anna, O=Lab, C=DE."),
  [WAYBILL_CERT_SUBJECT_FAULT_LONG] = N_ ("This is longer than any authority would take."),
  [WAYBILL_CERT_SUBJECT_FAULT_CHARACTERS] = N_ ("There are characters in it that cannot stand in a certificate."),
  [WAYBILL_CERT_SUBJECT_FAULT_NO_EQUALS]
  = N_ ("The part {part} does not say what it is. Write it like CN=anna; if the comma before it belongs to a name, put a "
        "backslash in front of the comma."),
  [WAYBILL_CERT_SUBJECT_FAULT_TYPE]
  = N_ ("Nobody knows the abbreviation {part}. Usual are CN (name), O (organisation), OU (department), L (town), "
        "ST (state), C (country), E (mail address)."),
  [WAYBILL_CERT_SUBJECT_FAULT_NO_VALUE] = N_ ("Nothing stands behind {part}."),
  [WAYBILL_CERT_SUBJECT_FAULT_VALUE_LONG] = N_ ("The part {part} is too long; it may have {number} characters."),
  [WAYBILL_CERT_SUBJECT_FAULT_VALUE]
  = N_ ("The part {part} cannot be used. A country is two letters, like C=DE, and a mail address has an @."),
  [WAYBILL_CERT_SUBJECT_FAULT_TWICE] = N_ ("{part} can stand there only once."),
  [WAYBILL_CERT_SUBJECT_FAULT_JOINED] = N_ ("The part {part} joins two things with +. Put a comma between them."),
  [WAYBILL_CERT_SUBJECT_FAULT_QUOTE] = N_ ("A quotation mark or a backslash has nothing behind it: {part}."),
};

/**
 * waybill_words_subject_fault:
 * @typed: a subject as a person typed it, UTF-8
 *
 * Returns: (transfer full) (nullable): what is wrong with it, one or two sentences; %NULL when a request can be made of it
 */
char *
waybill_words_subject_fault (const char *typed)
{
  WaybillCertSubjectFault fault;
  g_autofree char *part = NULL;
  guint longest;
  g_autoptr (GPtrArray) parts = waybill_cert_subject_parse (typed, &fault, &part, &longest);
  g_autofree char *quoted = part != NULL ? waybill_words_quote (part) : NULL;
  g_autofree char *number = g_strdup_printf ("%u", longest);
  const WaybillWordsFill fills[] = { { "part", quoted, NULL }, { "number", number, NULL }, { NULL } };

  if (parts != NULL)
    return NULL;
  return waybill_words_fill (_ (sentences[fault]), fills);
}

/**
 * waybill_words_subject_name_fault:
 * @typed: a further name as a person typed it, UTF-8
 *
 * Returns: (transfer full) (nullable): what is wrong with it; %NULL when it can stand in a request
 */
char *
waybill_words_subject_name_fault (const char *typed)
{
  static const char *const faults[] = {
    [WAYBILL_CERT_NAME_DNS] = N_ ("{part} is not the name of a computer: letters, digits and dashes, with dots between."),
    [WAYBILL_CERT_NAME_IP] = N_ ("{part} is not an address, like 192.0.2.1 or 2001:db8::1."),
    [WAYBILL_CERT_NAME_EMAIL] = N_ ("{part} is not a mail address, like anna@lab.example."),
    [WAYBILL_CERT_NAME_URI] = N_ ("{part} is not a web address, like https://lab.example/anna."),
  };
  WaybillCertNameKind kind;
  g_autofree char *quoted = waybill_words_quote (typed);
  const WaybillWordsFill fills[] = { { "part", quoted, NULL }, { NULL } };

  return waybill_cert_request_check_name (typed, &kind, NULL) ? NULL : waybill_words_fill (_ (faults[kind]), fills);
}
