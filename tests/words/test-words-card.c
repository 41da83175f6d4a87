/* Certificates on cards in words. */
#include "words-card.h"

#include "cert-error.h"
#include "partner.h"
#include "words-assert.h"
#include "words-error.h"
#include "words-session.h"

#include <locale.h>

static void
test_question (void)
{
  g_autofree char *heading = waybill_words_card_heading ("Harbour card");
  g_autofree char *where = waybill_words_card_where ("Harbour card");

  g_assert_cmpstr (heading, ==, "PIN of “Harbour card”");
  g_assert_cmpstr (waybill_words_card_body (), ==, "It is never stored. Waybill forgets it when it ends or is locked.");
  g_assert_cmpstr (where, ==, "On the card “Harbour card”");
  words_assert_text (waybill_words_card_wrong ());
}

static void
test_tries (void)
{
  g_assert_null (waybill_words_card_tries (WAYBILL_CERT_TOKEN_TRIES_ENOUGH));
  words_assert_text (waybill_words_card_tries (WAYBILL_CERT_TOKEN_TRIES_FEW));
  g_assert_cmpstr (waybill_words_card_tries (WAYBILL_CERT_TOKEN_TRIES_LAST), ==,
                   "1 try is left. After another wrong PIN the card locks itself.");
  words_assert_text (waybill_words_card_tries (WAYBILL_CERT_TOKEN_TRIES_NONE));
}

static void
test_state (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  static WaybillCertTokenEntry entry;
  struct
  {
    WaybillCertToken token;
    const char *state;
  } cases[] = { { { .entries = none }, "No certificate of yours is on it." },
                { { .entries = one }, "1 certificate." },
                { { .entries = one, .tries = WAYBILL_CERT_TOKEN_TRIES_NONE },
                  "1 certificate. The card is locked. It takes no PIN any more." } };

  g_ptr_array_add (one, &entry);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *state = waybill_words_card_state (&cases[i].token);

      g_assert_cmpstr (state, ==, cases[i].state);
    }
}

/* Each says what happened and what to do, in the window and on the command line. */
static void
test_errors (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    const char *title, *window;
  } cases[] = {
    { waybill_cert_error_quark, WAYBILL_CERT_ERROR_TOKEN_GONE, "The card is not there", NULL },
    { waybill_cert_error_quark, WAYBILL_CERT_ERROR_TOKEN_LOCKED, "The card is locked", NULL },
    { waybill_cert_error_quark, WAYBILL_CERT_ERROR_TOKEN_SILENT, "The card does not answer", NULL },
    { waybill_cert_error_quark, WAYBILL_CERT_ERROR_TOKEN_FAILED, "The card cannot be used", NULL },
    { waybill_partner_error_quark, WAYBILL_PARTNER_ERROR_PIN_WANTED, "The card’s PIN is missing",
      "Your card stayed locked" },
    { waybill_partner_error_quark, WAYBILL_PARTNER_ERROR_PIN_WRONG, "That PIN is not right", NULL },
    { waybill_partner_error_quark, WAYBILL_PARTNER_ERROR_PIN_LAST, "The card has one try left", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "the driver’s words");
      g_autoptr (WaybillWords) words = waybill_words_error_full (error, "Harbour Foods", NULL, NULL);
      g_autoptr (WaybillWords) window = waybill_words_session_failed (error, "Harbour Foods", NULL);

      g_assert_cmpstr (words->title, ==, cases[i].title);
      g_assert_cmpstr (window->title, ==, cases[i].window != NULL ? cases[i].window : cases[i].title);
      words_assert_text (words->sentence);
      words_assert_text (words->next);
      words_assert_text (window->next);
      g_assert_cmpint (waybill_words_session_get_mend (error), ==, WAYBILL_WORDS_SESSION_TRY_AGAIN);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/card/question", test_question);
  g_test_add_func ("/words/card/tries", test_tries);
  g_test_add_func ("/words/card/state", test_state);
  g_test_add_func ("/words/card/errors", test_errors);
  return g_test_run ();
}
