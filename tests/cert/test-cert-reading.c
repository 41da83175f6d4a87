/* What each file of the certificate factory is read as: recognised by content, opened, counted, and said in a sentence. The
 * table is printed. */

#include "cert-fixture.h"
#include "cert-watch.h"

#include "cert-plan.h"
#include "secret-text.h"
#include "words-cert.h"
#include "words-error.h"
#include "words-import.h"

#include <locale.h>

/* Far above what anything but a bomb takes; a bomb is refused before it is computed. A sanitizer that looks at each
 * allocation makes the taking apart of 8,000 pieces a long work of its own. */
#define FILE_SECONDS 60
#ifdef __SANITIZE_ADDRESS__
#define BOMB_SECONDS 20
#else
#define BOMB_SECONDS 1
#endif

/* By finding: its short name in the table, and the sentence that people get, in which %s is whose it is. */
static const struct
{
  const char *name;
  const char *sentence;
} findings[] = {
  [WAYBILL_CERT_FINDING_IDENTITY] = { "identity", "A key with its certificate: %s" },
  [WAYBILL_CERT_FINDING_IDENTITY_LOCKED] = { "locked", "A key with its certificate (PKCS #12), locked with a password" },
  [WAYBILL_CERT_FINDING_KEY] = { "key", "A key without its certificate" },
  [WAYBILL_CERT_FINDING_KEY_LOCKED] = { "key-locked", "A key, locked with a password" },
  [WAYBILL_CERT_FINDING_AUTHORITY] = { "authority", "An authority: %s" },
  [WAYBILL_CERT_FINDING_CERTIFICATE] = { "certificate", "A certificate without its key: %s" },
  [WAYBILL_CERT_FINDING_LIST] = { "list", NULL },
  [WAYBILL_CERT_FINDING_REVOCATION_LIST] = { "revocation-list", "A revocation list of %s" },
  [WAYBILL_CERT_FINDING_NOTHING] = { "nothing", "Not a certificate. It will be left out." },
  [WAYBILL_CERT_FINDING_CUT_OFF] = { "cut-off", "It ends too early: part of it was lost on the way. Ask for it again." },
  [WAYBILL_CERT_FINDING_DAMAGED]
  = { "damaged", "A certificate file, but a damaged one: it cannot be read. Ask for it again." },
  [WAYBILL_CERT_FINDING_WINDOWS_ACCOUNT]
  = { "windows-account", "Locked to a Windows account: only Windows can open it. Ask for an export with a password." },
  [WAYBILL_CERT_FINDING_OLD_LOCK]
  = { "old-lock", "Locked with a method nobody should use any more (RC2 or RC4). Ask for it with AES." },
  [WAYBILL_CERT_FINDING_UNSUPPORTED]
  = { "unsupported",
      "Its lock or its key is of a kind that Waybill does not know. Ask for it with AES256-SHA256 and one password." },
  [WAYBILL_CERT_FINDING_TOO_EXPENSIVE]
  = { "too-expensive", "Opening it would take far too long. Ask for an export with usual settings." },
  [WAYBILL_CERT_FINDING_TOO_LARGE] = { "too-large", "Too large for a certificate. It will be left out." },
  [WAYBILL_CERT_FINDING_UNREADABLE]
  = { "unreadable", "It cannot be read. Check whether it is still there and open to you." },
  [WAYBILL_CERT_FINDING_EMPTY] = { "empty", "There is nothing in it. Copy it again, or ask for it again." },
  [WAYBILL_CERT_FINDING_REQUEST]
  = { "request", "A request for a certificate, not the certificate. What is needed is the authority’s answer to it." },
  [WAYBILL_CERT_FINDING_SSH_KEY] = { "ssh-key", "A key for SSH, not a certificate. It will be left out." },
  [WAYBILL_CERT_FINDING_JAVA_KEYSTORE]
  = { "java-keystore", "A keystore of Java. Ask for the same as PKCS #12 (.p12 or .pfx)." },
  [WAYBILL_CERT_FINDING_WEB_PAGE]
  = { "web-page", "A web page, not a certificate. Most likely a page that wanted a login was saved in its place." },
  [WAYBILL_CERT_FINDING_ARCHIVE] = { "archive", "A packed folder, such as a .zip. Unpack it and add the files inside." },
};
G_STATIC_ASSERT (G_N_ELEMENTS (findings) == WAYBILL_CERT_N_FINDINGS);

static const struct
{
  WaybillCertRemark remark;
  const char *name;
} remarks[] = {
  { WAYBILL_CERT_REMARK_NO_SEAL, "no-seal" },       { WAYBILL_CERT_REMARK_SEAL_UNKNOWN, "seal-unknown" },
  { WAYBILL_CERT_REMARK_OLD_CIPHER, "old-cipher" }, { WAYBILL_CERT_REMARK_NO_PASSWORD, "no-password" },
  { WAYBILL_CERT_REMARK_CROWDED, "crowded" },
};

/* The error that the command line gets, as the importer names it. */
static const struct
{
  WaybillCertError code;
  const char *name;
} errors[] = {
#define E(code)                                                                                                             \
  {                                                                                                                         \
    WAYBILL_CERT_ERROR_##code, #code                                                                                        \
  }
  E (NOT_A_CERTIFICATE), E (CUT_OFF),       E (PASSWORD),      E (UNSUPPORTED), E (OLD_LOCK),
  E (WINDOWS_ACCOUNT),   E (TOO_EXPENSIVE), E (TOO_LARGE),     E (DAMAGED),     E (EMPTY),
  E (REQUEST),           E (SSH_KEY),       E (JAVA_KEYSTORE), E (WEB_PAGE),    E (ARCHIVE),
#undef E
};

/* "locked > identity anna 1/2/0 old-cipher": before a password, then with it; how many with their keys, authorities, others;
 * a chain longer than two; how many lists; remarks. What is refused tells the error instead. */
typedef struct
{
  const char *file;
  const char *password; /* (nullable) */
  const char *expected;
} Row;

static const Row rows[] = {
#include "cert-reading-rows.h"
};

static void
append_contents (GString *text, WaybillCertSource *source)
{
  const WaybillCertImport *import = waybill_cert_source_get_import (source);
  guint noted = waybill_cert_source_get_remarks (source);

  g_string_append_printf (text, " %u/%u/%u", import->identities->len, import->authorities->len, import->others->len);
  if (import->identities->len > 0 && waybill_cert_identity_get_chain (import->identities->pdata[0])->len > 2)
    g_string_append_printf (text, " chain %u", waybill_cert_identity_get_chain (import->identities->pdata[0])->len);
  if (import->crls->len > 0)
    g_string_append_printf (text, " lists %u", import->crls->len);
  for (gsize i = 0; i < G_N_ELEMENTS (remarks); i++)
    if (noted & remarks[i].remark)
      g_string_append_printf (text, " %s", remarks[i].name);
}

/* What the command line would say of it. */
static void
append_error (GString *text, GBytes *content, const char *password)
{
  g_autoptr (WaybillCertImport) import = waybill_cert_import_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillWords) words = NULL;

  waybill_cert_import_add (import, g_bytes_get_data (content, NULL), g_bytes_get_size (content), password, &error);
  g_assert_nonnull (error);
  g_assert_true (error->domain == WAYBILL_CERT_ERROR);
  words = waybill_words_error_full (error, NULL, "client.pfx", NULL);
  g_assert_cmpstr (words->title, !=, "This could not be done");
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (error->code == (int) errors[i].code)
      {
        g_string_append_printf (text, " %s", errors[i].name);
        return;
      }
  g_error ("no name for %s", error->message);
}

/* The sentence is that of the finding, with whose it is filled in; each remark has one too. */
static void
check_sentences (WaybillCertSource *source)
{
  g_autofree char *sentence = waybill_words_import_finding (source);
  g_auto (GStrv) said = waybill_words_cert_remarks (waybill_cert_source_get_remarks (source));
  const char *form = findings[waybill_cert_source_get_finding (source)].sentence;
  const char *subject = waybill_cert_source_get_subject (source);
  guint n_remarks = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (remarks); i++)
    n_remarks += (waybill_cert_source_get_remarks (source) & remarks[i].remark) != 0;
  g_assert_cmpuint (g_strv_length (said), ==, n_remarks);
  if (form == NULL)
    {
      g_autofree char *list
          = g_strdup_printf ("A list of %u certificates%s", waybill_cert_source_get_n (source),
                             waybill_cert_source_get_kind (source) == WAYBILL_CERT_KIND_P7B ? " (PKCS #7)" : "");
      g_assert_cmpstr (sentence, ==, list);
    }
  else
    {
      g_auto (GStrv) parts = g_strsplit (form, "%s", 2);
      g_autofree char *filled = g_strjoinv (subject != NULL ? subject : "", parts);

      g_assert_cmpstr (sentence, ==, filled);
    }
}

static void
append_state (GString *text, WaybillCertSource *source, GBytes *content, const char *password)
{
  const char *subject = waybill_cert_source_get_subject (source);

  g_string_append (text, findings[waybill_cert_source_get_finding (source)].name);
  if (subject != NULL)
    g_string_append_printf (text, " %s", subject);
  if (waybill_cert_source_get_import (source) != NULL)
    append_contents (text, source);
  else
    append_error (text, content, password);
  check_sentences (source);
}

static char *
dup_reading (const Row *row)
{
  g_autoptr (GBytes) content = fixture_read (row->file);
  g_autoptr (WaybillCertSource) source = waybill_cert_source_new (row->file, content, 0);
  g_autoptr (GString) text = g_string_new (NULL);

  append_state (text, source, content, NULL);
  if (row->password != NULL)
    {
      g_autoptr (WaybillSecretText) typed = waybill_secret_text_new (row->password);
      g_autoptr (WaybillCertSource) opened = waybill_cert_source_open (source, typed);

      g_string_append (text, " > ");
      append_state (text, opened, content, row->password);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *got = NULL;

  cert_watch (row->file, strstr (row->file, "bomb") != NULL ? BOMB_SECONDS : FILE_SECONDS);
  got = dup_reading (row);
  cert_watch (row->file, 0);
  g_test_message ("| %-39s | %-47s | %s", row->file, row->expected, g_str_equal (got, row->expected) ? "the same" : got);
  if (!g_str_equal (got, row->expected))
    g_test_fail_printf ("%s is read as: %s", row->file, got);
}

/* Files that come together */

static const char *const reasons[] = {
  [WAYBILL_CERT_PLAN_NO_CERTIFICATE] = "no certificate",
  [WAYBILL_CERT_PLAN_AGAIN] = "again",
  [WAYBILL_CERT_PLAN_NO_KEY] = "no key",
  [WAYBILL_CERT_PLAN_LOOSE_KEY] = "loose key",
};

static char *
dup_plan (WaybillCertPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *items = waybill_cert_plan_get_items (plan), *leftovers = waybill_cert_plan_get_leftovers (plan);

  for (guint i = 0; i < items->len; i++)
    {
      WaybillCertPlanItem *item = items->pdata[i];

      g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "",
                              waybill_cert_certificate_get_name (item->certificate),
                              item->identity == NULL ? ""
                              : item->is_complete    ? " (ours)"
                                                     : " (ours, incomplete)");
    }
  for (guint i = 0; i < leftovers->len; i++)
    {
      WaybillCertPlanLeftover *leftover = leftovers->pdata[i];
      g_autofree char *said = waybill_words_import_leftover (leftover);

      g_assert_cmpstr (said, !=, "");
      g_string_append_printf (text, "; %s: %s", waybill_cert_source_get_name (leftover->source), reasons[leftover->reason]);
    }
  if (waybill_cert_plan_has_mismatch (plan))
    g_string_append (text, "; mismatch");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* One level of a folder, or files that are named, opened with the factory's password where they want one. */
typedef struct
{
  const char *what;
  const char *files[5];
  const char *expected;
} Together;

static const Together together[] = {
  { "a folder: .cer and .key pair whatever they are called",
    { "reading/folder" },
    "berta (ours), anna (ours), Lab Intermediate CA, Lab Root CA; README.txt: no certificate" },
  { "content decides, not the name", { "reading/mixed" }, "anna (ours), Lab Intermediate CA, Lab Root CA; d.key: again" },
  { "separate: .pfx, and its .cer again",
    { "client/modern-chain.pfx", "client/anna.der.cer" },
    "anna (ours), Lab Intermediate CA, Lab Root CA; anna.der.cer: again" },
  { "a .cer of the same name with another key",
    { "client/modern-chain.pfx", "reading/mismatch.cer" },
    "anna (ours), Lab Intermediate CA, Lab Root CA; mismatch.cer: no key; mismatch" },
  { "a key that belongs to another certificate",
    { "client/anna.der.cer", "client/berta.key" },
    "; anna.der.cer: no key; berta.key: loose key; mismatch" },
  { "an authority is missing", { "client/modern.pfx", "ca/inter.pem" }, "anna (ours, incomplete), Lab Intermediate CA" },
};

static WaybillCertPlan *
read_together (const Together *self)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (WaybillSecretText) typed = waybill_secret_text_new (PASSWORD);
  guint n_left_out;

  for (guint i = 0; self->files[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_build_filename (g_getenv ("WAYBILL_TEST_CERTS"), self->files[i], NULL));
  sources = waybill_cert_source_read_all (files, 100, NULL, &n_left_out);
  for (guint i = 0; i < sources->len; i++)
    if (waybill_cert_source_is_locked (sources->pdata[i]))
      {
        g_autoptr (WaybillCertSource) locked = sources->pdata[i];

        sources->pdata[i] = waybill_cert_source_open (locked, typed);
      }
  return waybill_cert_plan_new (sources, NULL);
}

static void
test_together (gconstpointer data)
{
  const Together *self = data;
  g_autoptr (WaybillCertPlan) plan = NULL;
  g_autofree char *got = NULL;

  cert_watch (self->what, FILE_SECONDS);
  plan = read_together (self);
  cert_watch (self->what, 0);
  got = dup_plan (plan);
  g_test_message ("| %-39s | %-47s | %s", self->what, self->expected, g_str_equal (got, self->expected) ? "the same" : got);
  if (!g_str_equal (got, self->expected))
    g_test_fail_printf ("%s: %s", self->what, got);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean is_right = g_strcmp0 (rows[i].password, PASSWORD) == 0;
      const char *how = rows[i].password == NULL ? "" : is_right ? "-opened" : "-with-another-password";
      g_autofree char *path = g_strdup_printf ("/cert/reading/%s%s", rows[i].file, how);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (together); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cert/reading/together/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &together[i], test_together);
    }
  return g_test_run ();
}
