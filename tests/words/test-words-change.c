/* The trust question: which mood, which lines, and what may be offered. */
#include "words-change.h"

#include "base-clock.h"
#include "cert-issue.h"
#include "words-assert.h"
#include "words-error.h"
#include "words-fixture.h"
#include "words-verdict.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY (24 * 60 * 60)
#define NOW WORDS_FIXTURE_NOW
#define R(reason) WAYBILL_CERT_REASON_##reason
#define O(offer) WAYBILL_WORDS_OFFER_##offer
#define UNKNOWN WAYBILL_CERT_CHANGE_UNKNOWN
#define RENEWED WAYBILL_CERT_CHANGE_RENEWED
#define WRONG WAYBILL_CERT_CHANGE_WRONG

static const struct
{
  WaybillCertChange mood;
  guint reasons;
  gboolean has_authority;
  guint offers;
} offer_rows[] = {
  { UNKNOWN, R (UNKNOWN_AUTHORITY), TRUE, O (AUTHORITY) | O (CERTIFICATE) },
  { UNKNOWN, R (UNKNOWN_AUTHORITY) | R (NOBODY_TRUSTED), TRUE, O (AUTHORITY) | O (CERTIFICATE) },
  { UNKNOWN, R (UNKNOWN_AUTHORITY), FALSE, O (CERTIFICATE) },
  { UNKNOWN, R (UNKNOWN_AUTHORITY) | R (SELF_SIGNED), FALSE, O (CERTIFICATE) },
  { UNKNOWN, R (UNKNOWN_AUTHORITY) | R (INCOMPLETE_CHAIN), FALSE, O (CERTIFICATE) },
  { UNKNOWN, R (UNKNOWN_AUTHORITY) | R (WRONG_NAME), TRUE, O (CERTIFICATE) },
  { UNKNOWN, R (WRONG_NAME), TRUE, O (CERTIFICATE) },
  { UNKNOWN, R (EXPIRED), TRUE, O (ONCE) },
  { UNKNOWN, R (EXPIRED) | R (UNKNOWN_AUTHORITY), TRUE, O (ONCE) },
  { UNKNOWN, R (NOT_YET_VALID), TRUE, O (ONCE) },
  { UNKNOWN, R (WEAK), TRUE, O (ONCE) },
  { UNKNOWN, R (WRONG_PURPOSE), TRUE, O (ONCE) },
  { UNKNOWN, R (NAME_CONSTRAINTS), TRUE, O (CERTIFICATE) },
  { UNKNOWN, R (PATH_LENGTH) | R (UNKNOWN_AUTHORITY), TRUE, O (CERTIFICATE) },
  { UNKNOWN, R (REVOKED), TRUE, 0 },
  { UNKNOWN, R (BAD_SIGNATURE) | R (UNKNOWN_AUTHORITY), TRUE, 0 },
  { UNKNOWN, R (NO_CERTIFICATE), TRUE, 0 },
  { RENEWED, R (UNKNOWN_AUTHORITY), TRUE, O (RENEWAL) },
  { RENEWED, R (EXPIRED), TRUE, O (ONCE) },
  { RENEWED, R (REVOKED), TRUE, 0 },
  { WRONG, R (UNKNOWN_AUTHORITY), TRUE, 0 },
  { WRONG, R (EXPIRED), TRUE, 0 },
  { WRONG, 0, TRUE, 0 },
};

static void
test_offers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (offer_rows); i++)
    {
      guint offers
          = waybill_words_change_get_offers (offer_rows[i].mood, offer_rows[i].reasons, offer_rows[i].has_authority);

      if (offers != offer_rows[i].offers)
        g_error ("row %u: offers 0x%x in place of 0x%x", i, offers, offer_rows[i].offers);
    }
}

/* No mood, no reason and no chain offers to keep what a pin cannot override, nor anything where it looks wrong. */
static void
test_no_offer_too_many (void)
{
  const guint hard = R (EXPIRED) | R (NOT_YET_VALID) | R (WEAK) | R (WRONG_PURPOSE);
  const guint never = R (REVOKED) | R (BAD_SIGNATURE) | R (NO_CERTIFICATE);

  for (guint reasons = 0; reasons < R (PATH_LENGTH) * 2; reasons++)
    for (guint mood = UNKNOWN; mood <= WRONG; mood++)
      {
        guint offers = waybill_words_change_get_offers (mood, reasons, TRUE);

        if (mood == WRONG || (reasons & never) != 0)
          g_assert_cmphex (offers, ==, 0);
        else if ((reasons & hard) != 0)
          g_assert_cmphex (offers, ==, O (ONCE));
        else
          g_assert_cmphex (offers & O (ONCE), ==, 0);
      }
}

typedef enum
{
  BEFORE_NOTHING,
  BEFORE_PINNED,
  BEFORE_ACCEPTED, /* not pinned */
  BEFORE_OTHER,    /* pinned, from another authority */
} Before;

typedef struct
{
  const char *name;
  Before before;
  int old_days;
  guint reasons;
  WaybillCertChange mood;
  const char *heading;
  const char *titles[5];
  const char *conclusion; /* (nullable) a part of it */
} Row;

#define IS_THIS "Is this really Norrland Parts?"
#define FITS "The name fits"
#define VALID "It is valid today"
#define NEW "The authority is new to you"

static const Row rows[] = {
  { "unknown", BEFORE_NOTHING, 0, R (UNKNOWN_AUTHORITY), UNKNOWN, IS_THIS, { FITS, VALID, NEW }, NULL },
  { "wrong-name",
    BEFORE_NOTHING,
    0,
    R (UNKNOWN_AUTHORITY) | R (WRONG_NAME),
    UNKNOWN,
    IS_THIS,
    { "It is made out to another name", VALID, NEW },
    NULL },
  { "self-signed",
    BEFORE_NOTHING,
    0,
    R (UNKNOWN_AUTHORITY) | R (SELF_SIGNED),
    UNKNOWN,
    IS_THIS,
    { FITS, VALID, "It vouches for itself" },
    NULL },
  { "incomplete",
    BEFORE_NOTHING,
    0,
    R (UNKNOWN_AUTHORITY) | R (INCOMPLETE_CHAIN),
    UNKNOWN,
    IS_THIS,
    { FITS, VALID, "A certificate in between is missing" },
    NULL },
  { "weak-and-for-others",
    BEFORE_NOTHING,
    0,
    R (WEAK) | R (WRONG_PURPOSE),
    UNKNOWN,
    IS_THIS,
    { FITS, VALID, "The authority is trusted", "It is weak", "It was not made for a server" },
    "cannot be trusted for good" },
  { "somebody-behind-it-expired",
    BEFORE_NOTHING,
    0,
    R (EXPIRED),
    UNKNOWN,
    IS_THIS,
    { FITS, "An authority behind it is not valid today", "The authority is trusted" },
    "cannot be trusted for good" },
  { "revoked",
    BEFORE_NOTHING,
    0,
    R (REVOKED),
    WRONG,
    "This does not look like Norrland Parts",
    { "The authority has withdrawn it" },
    "wrong hands" },
  { "bad-signature",
    BEFORE_PINNED,
    9,
    R (BAD_SIGNATURE),
    WRONG,
    "This does not look like Norrland Parts",
    { "A signature is not genuine" },
    "changes what the server sends" },
  { "renewed",
    BEFORE_PINNED,
    8,
    R (UNKNOWN_AUTHORITY),
    RENEWED,
    "Norrland Parts has renewed its certificate",
    { FITS, VALID, "The authority is the same, but not trusted" },
    "about to run out" },
  { "renewed-late",
    BEFORE_PINNED,
    -8,
    R (UNKNOWN_AUTHORITY),
    RENEWED,
    "Norrland Parts has renewed its certificate",
    { FITS, VALID, "The authority is the same, but not trusted" },
    "has run out" },
  { "renewed-early",
    BEFORE_PINNED,
    400,
    R (UNKNOWN_AUTHORITY),
    RENEWED,
    "Norrland Parts has renewed its certificate",
    { FITS, VALID, "The authority is the same, but not trusted" },
    "still good for 13 months" },
  { "renewed-but-weak",
    BEFORE_PINNED,
    8,
    R (WEAK),
    UNKNOWN,
    IS_THIS,
    { FITS, VALID, "The authority is trusted", "It is weak" },
    "cannot be trusted for good" },
  { "renewed-but-not-pinned",
    BEFORE_ACCEPTED,
    8,
    R (UNKNOWN_AUTHORITY),
    UNKNOWN,
    IS_THIS,
    { FITS, VALID, "The authority is the same, but not trusted" },
    NULL },
  { "another-authority",
    BEFORE_OTHER,
    430,
    R (UNKNOWN_AUTHORITY),
    WRONG,
    "This does not look like Norrland Parts",
    { "Another authority signed it", "The old certificate was still good for 14 months" },
    "guest network" },
};

static WaybillCertIdentity *
issue (WaybillCertRole role, const char *name, int days, WaybillCertIdentity *issuer)
{
  const char *const names[] = { name, NULL };
  g_autoptr (GError) error = NULL;
  WaybillCertIdentity *identity = waybill_cert_issue (role, name, role == WAYBILL_CERT_ROLE_SERVER ? names : NULL,
                                                      NOW - 700 * DAY, NOW + days * DAY, issuer, &error);

  g_assert_no_error (error);
  return identity;
}

static GPtrArray *
chain_new (WaybillCertIdentity *leaf, WaybillCertIdentity *authority)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (leaf)));
  g_ptr_array_add (chain, waybill_cert_certificate_ref (waybill_cert_identity_get_certificate (authority)));
  return chain;
}

/* From now on every verdict says these; 0: what is found. */
static WaybillCertVerdict *
verdict_new (GPtrArray *chain, guint reasons)
{
  g_autoptr (WaybillCertVerdict) setter = words_fixture_verdict (chain->pdata[0], reasons);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, NULL, NULL, NULL);

  return waybill_cert_verdict_new (chain, trust, "ftp.example", NOW);
}

static void
assert_lines (const WaybillWordsChange *change, const Row *row)
{
  guint n = 0;

  for (n = 0; n < G_N_ELEMENTS (row->titles) && row->titles[n] != NULL; n++)
    {
      const WaybillWordsChangeLine *line;

      g_assert_cmpuint (change->lines->len, >, n);
      line = change->lines->pdata[n];
      words_assert_text (line->text);
      g_assert_cmpstr (line->title, ==, row->titles[n]);
      g_assert_true ((line->tone == WAYBILL_WORDS_TONE_STOP) == (row->mood == WRONG));
    }
  g_assert_cmpuint (change->lines->len, ==, n);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) other = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Other Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) new = issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example", 800, root);
  WaybillCertIdentity *signer = row->before == BEFORE_OTHER ? other : root;
  g_autoptr (WaybillCertIdentity) old = issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example", row->old_days, signer);
  g_autoptr (GPtrArray) chain = chain_new (new, root);
  g_autoptr (GPtrArray) before = row->before != BEFORE_NOTHING ? chain_new (old, signer) : NULL;
  const char *const pins[]
      = { waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (old)), NULL };
  g_autoptr (WaybillCertVerdict) verdict = verdict_new (chain, row->reasons);
  g_autoptr (WaybillWordsChange) change
      = waybill_words_change_new (verdict, before, row->before == BEFORE_PINNED || row->before == BEFORE_OTHER ? pins : NULL,
                                  "Norrland Parts", NULL);
  g_autofree char *report = waybill_words_change_report (change, verdict, before);

  g_assert_cmpint (change->mood, ==, row->mood);
  g_assert_cmpstr (change->heading, ==, row->heading);
  words_assert_text (change->body);
  assert_lines (change, row);
  if (row->conclusion == NULL)
    g_assert_null (change->conclusion);
  else
    {
      words_assert_text (change->conclusion);
      g_assert_nonnull (strstr (change->conclusion, row->conclusion));
    }
  g_assert_cmphex (change->offers, ==, waybill_words_change_get_offers (change->mood, row->reasons, TRUE));
  g_assert_true ((change->authority != NULL) == ((change->offers & O (AUTHORITY)) != 0));
  g_assert_true (g_str_has_prefix (report, row->heading));
  g_assert_nonnull (strstr (report, row->titles[0]));
  g_assert_true ((strstr (report, "Until now") != NULL) == (before != NULL));
}

/* A name that is copied is not said to be another one. */
static void
test_copied_name (void)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) copy = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) old = issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example", 8, root);
  g_autoptr (WaybillCertIdentity) new = issue (WAYBILL_CERT_ROLE_SERVER, "gateway.example", 800, copy);
  g_autoptr (GPtrArray) chain = chain_new (new, copy);
  g_autoptr (GPtrArray) before = chain_new (old, root);
  g_autoptr (WaybillCertVerdict) verdict = verdict_new (chain, R (UNKNOWN_AUTHORITY) | R (WRONG_NAME));
  g_autoptr (WaybillWordsChange) change = waybill_words_change_new (verdict, before, NULL, "Norrland Parts", NULL);
  const WaybillWordsChangeLine *authority = change->lines->pdata[0];
  const WaybillWordsChangeLine *name = change->lines->pdata[1];

  g_assert_cmpstr (authority->text, ==, "It names “Norrland Root” as before, but nothing proves that it is the same one.");
  g_assert_cmpstr (name->text, ==, "“gateway.example” instead of “ftp.example”.");
}

/* The failure page does not know the store, the check and the command line do. */
static void
assert_error_looks_in_store (WaybillCertVerdict *verdict, WaybillCertStore *store, const char *next, gboolean is_there)
{
  const WaybillRemoteErrorFacts facts = { .phase = WAYBILL_REMOTE_PHASE_HANDSHAKE, .alert = -1, .verdict = verdict };
  g_autoptr (GError) error = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_UNTRUSTED, &facts, "for the log");
  g_autoptr (GError) other = waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOST, NULL, "for the log");
  g_autoptr (WaybillWords) words = waybill_words_error (error, "Norrland Parts");
  g_autoptr (WaybillWords) lost = waybill_words_error (other, "Norrland Parts");
  g_autofree char *reason = g_strdup (words->reason);
  g_autofree char *lost_next = g_strdup (lost->next);

  g_assert_cmpstr (
      words->next, ==,
      "If you have that certificate in your store, tick it on the partner’s Trust page. If not, ask the partner "
      "for it, import it and trust it.");
  waybill_words_error_look_in_store (words, error, store);
  g_assert_cmpstr (words->next, ==, next);
  g_assert_cmpstr (words->reason, ==,
                   is_there ? "You have “Norrland Root” in your store, but it is not ticked for this partner." : reason);
  waybill_words_error_look_in_store (lost, other, store);
  g_assert_cmpstr (lost->next, ==, lost_next);
}

/* A server that sends its leaf alone, and an authority that was imported, but for another partner. */
static void
test_authority_of_the_store (void)
{
  g_autoptr (WaybillCertIdentity) root = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) copy = issue (WAYBILL_CERT_ROLE_AUTHORITY, "Norrland Root", 900, NULL);
  g_autoptr (WaybillCertIdentity) leaf = issue (WAYBILL_CERT_ROLE_SERVER, "ftp.example", 800, root);
  g_autoptr (GPtrArray) chain = chain_new (leaf, root);
  g_autofree char *folder = g_dir_make_tmp ("waybill-words-XXXXXX", NULL);
  g_autoptr (WaybillCertStore) store = waybill_cert_store_new (folder, NULL);
  g_autoptr (WaybillCertVerdict) verdict = NULL;

  g_ptr_array_set_size (chain, 1);
  verdict = verdict_new (chain, R (UNKNOWN_AUTHORITY) | R (INCOMPLETE_CHAIN));
  for (guint i = 0; i < 2; i++)
    {
      /* One of the same name did not sign it. */
      WaybillCertCertificate *stored = waybill_cert_identity_get_certificate (i == 0 ? copy : root);
      g_autoptr (WaybillWordsChange) change = NULL;
      g_autofree char *next = NULL;
      const WaybillWordsChangeLine *line;

      g_assert_nonnull (waybill_cert_store_add_authority (store, stored, i == 0 ? "Copy" : "Root", FALSE, NULL, NULL));
      change = waybill_words_change_new (verdict, NULL, NULL, "Norrland Parts", store);
      line = change->lines->pdata[2];
      g_assert_cmpstr (line->title, ==,
                       i == 0 ? "A certificate in between is missing"
                              : "You have “Norrland Root” in your store, but it is not ticked for this partner");
      next = waybill_words_verdict_next_in_store (verdict, store);
      g_assert_cmpstr (next, ==,
                       i == 0 ? "Ask the partner for that certificate, import it and trust it."
                              : "Tick it on the partner’s Trust page.");
      assert_error_looks_in_store (verdict, store, next, i == 1);
      g_assert_cmphex (change->offers, ==, i == 0 ? O (CERTIFICATE) : O (CERTIFICATE) | O (AUTHORITY));
      g_assert_true (i == 0 ? change->authority == NULL : waybill_cert_certificate_equal (change->authority, stored));
    }
  for (guint i = 0; i < 2; i++)
    g_assert_true (waybill_cert_store_remove (
        store, waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (i == 0 ? copy : root)),
        NULL));
  g_rmdir (folder);
}

/* A toast says what became of a yes: written down or not. */
static void
test_done (void)
{
  static const struct
  {
    guint choice;
    gboolean saved;
    const char *text; /* (nullable) */
  } cases[] = {
    { 0, FALSE, NULL },
    { O (AUTHORITY), TRUE, "Authority added to the trust list of Norrland Parts" },
    { O (CERTIFICATE), TRUE, "Certificate added to the trust list of Norrland Parts" },
    { O (RENEWAL), TRUE, "Certificate replaced on the trust list of Norrland Parts" },
    { O (ONCE), FALSE, "Certificate of Norrland Parts trusted for this session only" },
    { O (AUTHORITY), FALSE, "Certificate of Norrland Parts trusted for this session only" },
    { O (CERTIFICATE), FALSE, "Certificate of Norrland Parts trusted for this session only" },
    { O (RENEWAL), FALSE, "Certificate of Norrland Parts trusted for this session only" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = waybill_words_change_done (cases[i].choice, cases[i].saved, "Norrland Parts");

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_pieces (void)
{
  g_autoptr (WaybillCertCertificate) certificate
      = words_fixture_certificate ("ftp.example", "ftp.example", FALSE, NOW - DAY, NOW + 8 * DAY + 60);
  g_autoptr (WaybillCertCertificate) authority
      = words_fixture_certificate ("Root", NULL, TRUE, NOW - DAY, NOW + 3000 * (gint64) DAY);
  g_autoptr (WaybillCertCertificate) trap
      = words_fixture_certificate ("a\nb", NULL, FALSE, WORDS_FIXTURE_NOW, WORDS_FIXTURE_NOW + 86400);
  g_auto (GStrv) card = waybill_words_change_card (certificate);
  g_auto (GStrv) wild = waybill_words_change_card (trap);
  g_autofree char *link = waybill_words_change_link (authority, FALSE);
  g_autofree char *own = waybill_words_change_link (certificate, TRUE);
  g_autofree char *lines = waybill_words_change_fingerprint (waybill_cert_certificate_get_fingerprint (certificate));
  g_autofree char *spoken = waybill_words_change_spoken ("0a1b");
  g_auto (GStrv) halves = g_strsplit (lines, "\n", -1);

  g_assert_cmpuint (g_strv_length (card), ==, 4);
  g_assert_cmpstr (card[0], ==, "ftp.example");
  g_assert_true (g_str_has_suffix (card[2], ", in 8 days"));
  g_assert_cmpuint (g_utf8_strlen (card[3], -1), ==, 11);
  g_assert_cmpstr (wild[0], ==, "a\\x0ab");
  g_assert_cmpstr (wild[1], ==, "a\\x0ab");
  g_assert_cmpstr (link, ==, "Authority · ends 2035");
  g_assert_cmpstr (own, ==, "Shown by the server");
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  g_assert_cmpuint (strlen (halves[0]), ==, 39);
  g_assert_cmpuint (strlen (halves[1]), ==, 39);
  g_assert_cmpstr (spoken, ==, "0 A 1 B");
}

/* Accepted by an authority, and another one than before: said, not asked. */
static void
test_renewed_without_a_question (void)
{
  g_autoptr (WaybillCertIdentity) root
      = waybill_cert_issue (WAYBILL_CERT_ROLE_AUTHORITY, "Mill Root CA", NULL, NOW - DAY, NOW + 900 * DAY, NULL, NULL);
  static const char *const names[] = { "ftp.example", NULL };
  g_autoptr (WaybillCertIdentity) old
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "old", names, NOW - DAY, NOW + DAY, root, NULL);
  g_autoptr (WaybillCertIdentity) new
      = waybill_cert_issue (WAYBILL_CERT_ROLE_SERVER, "new", names, NOW - DAY, NOW + DAY, root, NULL);
  const char *pins[] = { waybill_cert_certificate_get_fingerprint (waybill_cert_identity_get_certificate (new)), NULL };
  g_autoptr (GPtrArray) authorities = g_ptr_array_new (), before = g_ptr_array_new (), now = g_ptr_array_new ();
  g_autoptr (WaybillCertTrust) by_root = NULL, by_pin = waybill_cert_trust_new (FALSE, NULL, pins, NULL);
  g_autoptr (WaybillCertVerdict) verdict = NULL, pinned = NULL;
  g_autofree char *said = NULL;

  g_ptr_array_add (authorities, waybill_cert_identity_get_certificate (root));
  g_ptr_array_add (before, waybill_cert_identity_get_certificate (old));
  g_ptr_array_add (now, waybill_cert_identity_get_certificate (new));
  by_root = waybill_cert_trust_new (FALSE, authorities, NULL, NULL);
  verdict = waybill_cert_verdict_new (now, by_root, "ftp.example", NOW);
  pinned = waybill_cert_verdict_new (now, by_pin, "ftp.example", NOW);
  said = waybill_words_change_renewed (verdict, before, "Mill & Weave");
  g_assert_cmpstr (said, ==, "Mill & Weave has a new certificate, accepted by Mill Root CA");
  g_assert_null (waybill_words_change_renewed (verdict, NULL, "Mill & Weave"));
  g_assert_null (waybill_words_change_renewed (verdict, now, "Mill & Weave"));
  g_assert_null (waybill_words_change_renewed (pinned, before, "Mill & Weave"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  waybill_base_clock_set_now (NOW);

  g_test_add_func ("/words/change/done-says-what-was-written", test_done);
  g_test_add_func ("/words/change/authority-of-the-store", test_authority_of_the_store);
  g_test_add_func ("/words/change/offers", test_offers);
  g_test_add_func ("/words/change/never-offered", test_no_offer_too_many);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/words/change/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/words/change/a-copied-name", test_copied_name);
  g_test_add_func ("/words/change/pieces", test_pieces);

  g_test_add_func ("/words/change/renewed-without-a-question", test_renewed_without_a_question);
  return g_test_run ();
}
