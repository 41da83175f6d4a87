/* One row for each step of the guide, in the order of the partner's instruction sheet. */
#include "words-guide.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title;
  const char *text;
  const char *sheet; /* (nullable) words of the sheet, not translated: the clerk lays a finger on both */
} steps[] = {
  [WAYBILL_WORDS_GUIDE_BASICS]
  = { N_ ("Have the basics in place"), N_ ("Waybill looks whether keyring, clock, network and certificate store are ready."),
      "Digital Certificate Manager, TCP/IP, HTTP server" },
  [WAYBILL_WORDS_GUIDE_FILES] = { N_ ("Get the files from the partner"),
                                  N_ ("The partner sends your certificate with its key (.pfx) and the certificate of the "
                                      "authority (.cer). If they want a "
                                      "request from you first, “Request a New One…” in the certificate store makes it."),
                                  "Export: .PFX with the private key, .CER without" },
  [WAYBILL_WORDS_GUIDE_AUTHORITY]
  = { N_ ("Import the authority"), N_ ("The .cer names the authority that vouches for the partner’s server."),
      "Work with CA certificates > Import" },
  [WAYBILL_WORDS_GUIDE_CERTIFICATE]
  = { N_ ("Import your certificate"),
      N_ ("The .pfx holds your certificate and its key; its password was typed when it was exported."),
      "Import certificate > Server or client" },
  [WAYBILL_WORDS_GUIDE_ASSIGN]
  = { N_ ("Assign it to the partner"), N_ ("From now on this partner, and no other, is shown this certificate."),
      "Update certificate assignment" },
  [WAYBILL_WORDS_GUIDE_TRUST]
  = { N_ ("Say whom you trust"), N_ ("Only the authorities that you tick may vouch for this partner’s server."),
      "Define CA trust list" },
  [WAYBILL_WORDS_GUIDE_PROTOCOL]
  = { N_ ("Protocol and port"),
      N_ ("The sheet says how to connect: port 21 encrypts after connecting, port 990 from the first byte."),
      "SOPEN host 'port' 'method'" },
  [WAYBILL_WORDS_GUIDE_CHECK]
  = { N_ ("Check the connection"), N_ ("Ten steps, from the name to a listing, show that everything fits."), NULL },
  [WAYBILL_WORDS_GUIDE_FETCH]
  = { N_ ("Fetch the first file"), N_ ("A file comes from the partner, and its size is compared."), "GET" },
  [WAYBILL_WORDS_GUIDE_SEND]
  = { N_ ("Send the first file"), N_ ("A file goes to the partner, and the server is asked for its size."), "PUT" },
  [WAYBILL_WORDS_GUIDE_PROVED]
  = { N_ ("What was proved"), N_ ("Both sides showed a certificate, every byte was encrypted, and the files agree."), NULL },
  [WAYBILL_WORDS_GUIDE_NO_TRACE]
  = { N_ ("Leave no trace"),
      N_ ("What the rehearsal made is removed; your partners, keyring and receipts were never touched."), NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == WAYBILL_WORDS_N_GUIDE_STEPS);

/**
 * waybill_words_guide_title:
 * @step: a step
 *
 * Returns: its title
 */
const char *
waybill_words_guide_title (WaybillWordsGuideStep step)
{
  g_return_val_if_fail (step < WAYBILL_WORDS_N_GUIDE_STEPS, "");

  return _ (steps[step].title);
}

/**
 * waybill_words_guide_text:
 * @step: a step
 *
 * Returns: one sentence that explains it
 */
const char *
waybill_words_guide_text (WaybillWordsGuideStep step)
{
  g_return_val_if_fail (step < WAYBILL_WORDS_N_GUIDE_STEPS, "");

  return _ (steps[step].text);
}

/**
 * waybill_words_guide_sheet:
 * @step: a step
 *
 * Returns: (nullable): the words that partners' sheets use for it
 */
const char *
waybill_words_guide_sheet (WaybillWordsGuideStep step)
{
  g_return_val_if_fail (step < WAYBILL_WORDS_N_GUIDE_STEPS, NULL);

  return steps[step].sheet;
}

/**
 * waybill_words_guide_heading:
 * @step: a step
 *
 * Returns: (transfer full): number and title
 */
char *
waybill_words_guide_heading (WaybillWordsGuideStep step)
{
  /* Translators: a number, the number of steps, and the title of the step. */
  return g_strdup_printf (_ ("Step %d of %d: %s"), (int) step + 1, WAYBILL_WORDS_N_GUIDE_STEPS,
                          waybill_words_guide_title (step));
}
