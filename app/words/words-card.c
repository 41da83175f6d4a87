/* Certificates on cards (PKCS#11 tokens) in words: where one is, what a card says of its PIN, and the question for it. It
 * opens no card. */
#include "words-card.h"

#include <glib/gi18n-lib.h>

/* PKCS#11 tells no number but the last. */
static const char *const tries_left[] = {
  [WAYBILL_CERT_TOKEN_TRIES_ENOUGH] = NULL,
  [WAYBILL_CERT_TOKEN_TRIES_FEW] = N_ ("A wrong PIN was given before. Only a few tries are left."),
  [WAYBILL_CERT_TOKEN_TRIES_LAST] = N_ ("1 try is left. After another wrong PIN the card locks itself."),
  [WAYBILL_CERT_TOKEN_TRIES_NONE] = N_ ("The card is locked. It takes no PIN any more."),
};

/**
 * waybill_words_card_heading:
 * @card: the card's name
 *
 * Returns: (transfer full): what the question for its PIN is called
 */
char *
waybill_words_card_heading (const char *card)
{
  /* Translators: a card's name. */
  return g_strdup_printf (_ ("PIN of “%s”"), card);
}

/**
 * waybill_words_card_body:
 *
 * Returns: (transfer none): what becomes of a PIN
 */
const char *
waybill_words_card_body (void)
{
  return _ ("It is never stored. Waybill forgets it when it ends or is locked.");
}

/**
 * waybill_words_card_tries:
 * @tries: what the card says of its PIN
 *
 * Returns: (transfer none) (nullable): what to know before typing; %NULL where nothing is the matter
 */
const char *
waybill_words_card_tries (WaybillCertTokenTries tries)
{
  g_return_val_if_fail ((gsize) tries < G_N_ELEMENTS (tries_left), NULL);

  return tries_left[tries] != NULL ? _ (tries_left[tries]) : NULL;
}

/**
 * waybill_words_card_wrong:
 *
 * Returns: (transfer none): that the PIN before was wrong
 */
const char *
waybill_words_card_wrong (void)
{
  return _ ("That PIN is not right.");
}

/**
 * waybill_words_card_where:
 * @card: the card's name
 *
 * Returns: (transfer full): where a certificate's key is
 */
char *
waybill_words_card_where (const char *card)
{
  /* Translators: a card's name. */
  return g_strdup_printf (_ ("On the card “%s”"), card);
}

/**
 * waybill_words_card_state:
 * @token: a card that is there
 *
 * Returns: (transfer full): what is on it, and what the matter is with its PIN
 */
char *
waybill_words_card_state (const WaybillCertToken *token)
{
  const guint n = token->entries->len;
  const char *tries = waybill_words_card_tries (token->tries);
  g_autofree char *count
      = n == 0 ? g_strdup (_ ("No certificate of yours is on it."))
               : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u certificate.", "%u certificates.", n), n);

  /* Translators: how many certificates, and a sentence. */
  return tries != NULL ? g_strdup_printf (_ ("%s %s"), count, tries) : g_steal_pointer (&count);
}
