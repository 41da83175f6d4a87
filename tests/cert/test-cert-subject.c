/* Subjects and names as people type them. */

#include "cert-error.h"
#include "cert-request.h"
#include "cert-subject.h"

#include <string.h>

/* The parts as "OID=value", the large first, or NULL. */
static char *
dup_parsed (const char *typed, WaybillCertSubjectFault *fault, char **part, guint *longest)
{
  g_autoptr (GPtrArray) parts = waybill_cert_subject_parse (typed, fault, part, longest);
  GString *text;

  if (parts == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      const WaybillCertSubjectPart *one = parts->pdata[i];

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "|" : "", one->oid, one->value);
    }
  return g_string_free (text, FALSE);
}

#define CN "2.5.4.3="
#define O "2.5.4.10="
#define OU "2.5.4.11="
#define C "2.5.4.6="
#define ST "2.5.4.8="
#define MAIL "1.2.840.113549.1.9.1="
#define DC "0.9.2342.19200300.100.1.25="

static const struct
{
  const char *typed;
  const char *parsed;
} good[] = {
  { "CN=anna", CN "anna" },
  { "CN=anna,O=Lab,C=DE", C "DE|" O "Lab|" CN "anna" },
  { "  CN = anna ,  O=Lab ; C=de  ", C "DE|" O "Lab|" CN "anna" },
  { "cn=anna, commonname2=x", NULL },
  { "C=DE, O=Lab, CN=anna", C "DE|" O "Lab|" CN "anna" },
  { "O=Lab, CN=anna", O "Lab|" CN "anna" },
  { "C=DE, O=Lab", C "DE|" O "Lab" },
  { "/C=DE/O=Lab/CN=anna", C "DE|" O "Lab|" CN "anna" },
  { "/C=DE/O=Lab, Ltd/CN=anna", C "DE|" O "Lab, Ltd|" CN "anna" },
  { "CN=anna,O=Harbour Foods\\, Ltd,C=GB", C "GB|" O "Harbour Foods, Ltd|" CN "anna" },
  { "CN=anna,O=\"Harbour Foods, Ltd\",C=GB", C "GB|" O "Harbour Foods, Ltd|" CN "anna" },
  { "CN=anna,O=\" Lab \"", O " Lab |" CN "anna" },
  { "CN=anna\\2c b\\c3\\a4r", CN "anna, bär" },
  { "CN=R+D,O=A=B", O "A=B|" CN "R+D" },
  { "CN=anna\\ ", CN "anna " },
  { "CN=anna,OU=one,OU=two,O=Lab", O "Lab|" OU "two|" OU "one|" CN "anna" },
  { "CN=anna,DC=lab,DC=example", DC "example|" DC "lab|" CN "anna" },
  { "Email=anna@lab.example,State=Bayern", ST "Bayern|" MAIL "anna@lab.example" },
  { "CN=Jürgen Groß", CN "Jürgen Groß" },
  { "CN=anna,", CN "anna" },
  { "CN=\"a\\\"b\"", CN "a\"b" },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *parsed = dup_parsed (good[i].typed, NULL, NULL, NULL);

      g_test_message ("%s", good[i].typed);
      g_assert_cmpstr (parsed, ==, good[i].parsed);
    }
}

#define F(fault) WAYBILL_CERT_SUBJECT_FAULT_##fault

static const struct
{
  const char *typed;
  WaybillCertSubjectFault fault;
  const char *part;
} bad[] = {
  { "", F (EMPTY), NULL },
  { "   ", F (EMPTY), NULL },
  { "anna", F (NO_EQUALS), "anna" },
  { "CN=anna,Lab", F (NO_EQUALS), "Lab" },
  { "CN=anna,O=Harbour Foods, Ltd,C=GB", F (NO_EQUALS), "Ltd" },
  { "CN=anna,,O=Lab", F (NO_EQUALS), "" },
  { "XX=anna", F (TYPE), "XX" },
  { "=anna", F (TYPE), "" },
  { "common name=anna", F (TYPE), "common name" },
  { "CN=,O=Lab", F (NO_VALUE), "CN=" },
  { "CN=anna,O=  ", F (NO_VALUE), "O=" },
  { "CN=anna,C=Germany", F (VALUE), "C=Germany" },
  { "CN=anna,C=D", F (VALUE), "C=D" },
  { "CN=anna,C=D1", F (VALUE), "C=D1" },
  { "CN=anna,E=anna", F (VALUE), "E=anna" },
  { "CN=anna,E=mailto://anna@lab", F (VALUE), "E=mailto://anna@lab" },
  { "CN=anna,DC=l ab", F (VALUE), "DC=l ab" },
  { "CN=anna,CN=berta", F (TWICE), "CN" },
  { "CN=anna+OU=Lab", F (JOINED), "CN=anna+OU=Lab" },
  { "CN=\"anna", F (QUOTE), "CN=\"anna" },
  { "CN=anna\\", F (QUOTE), "CN=anna\\" },
  { "CN=an\001na", F (CHARACTERS), NULL },
  { "CN=an\\00na", F (CHARACTERS), "CN" },
  { "CN=an\\0ana", F (CHARACTERS), "CN" },
  { "CN=\\ff\\fe", F (CHARACTERS), "CN" },
  { "CN=\xff", F (CHARACTERS), NULL },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      WaybillCertSubjectFault fault;
      g_autofree char *part = NULL;
      g_autofree char *parsed = dup_parsed (bad[i].typed, &fault, &part, NULL);

      g_test_message ("%s", bad[i].typed);
      g_assert_null (parsed);
      g_assert_cmpint (fault, ==, bad[i].fault);
      g_assert_cmpstr (part, ==, bad[i].part);
    }
}

static void
check_length (const char *type, guint longest)
{
  g_autofree char *full = g_strnfill (longest, 'x');
  g_autofree char *fits = g_strdup_printf ("%s=%s", type, full);
  g_autofree char *over = g_strdup_printf ("%sx", fits);
  WaybillCertSubjectFault fault;
  guint told = 0;
  g_autofree char *none = dup_parsed (over, &fault, NULL, &told);
  g_autofree char *parsed = dup_parsed (fits, NULL, NULL, NULL);

  g_assert_nonnull (parsed);
  g_assert_null (none);
  g_assert_cmpint (fault, ==, WAYBILL_CERT_SUBJECT_FAULT_VALUE_LONG);
  g_assert_cmpuint (told, ==, longest);
}

static void
test_lengths (void)
{
  g_autofree char *long_one = g_strnfill (WAYBILL_CERT_REQUEST_MAX_SUBJECT + 1, 'x');
  g_autoptr (GString) many = g_string_new ("CN=a");
  WaybillCertSubjectFault fault;
  g_autofree char *none = dup_parsed (long_one, &fault, NULL, NULL);
  g_autofree char *also_none = NULL;

  g_assert_cmpint (fault, ==, WAYBILL_CERT_SUBJECT_FAULT_LONG);
  check_length ("CN", 64);
  check_length ("O", 64);
  check_length ("L", 128);
  for (guint i = 0; i < 32; i++)
    g_string_append (many, ",OU=b");
  also_none = dup_parsed (many->str, &fault, NULL, NULL);
  g_assert_null (also_none);
  g_assert_cmpint (fault, ==, WAYBILL_CERT_SUBJECT_FAULT_LONG);
}

/* What a form gives comes back as it was typed there. */
static void
test_made (void)
{
  static const char *const values[]
      = { "anna", "Harbour Foods, Ltd", "a \"b\" c", "#1", "back\\slash", "R+D; <x>=y", "  x " };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *subject = waybill_cert_request_make_subject ("CN", values[i], "O", "", "OU", NULL, "C", "DE", NULL);
      g_autofree char *parsed = dup_parsed (subject, NULL, NULL, NULL);
      g_autofree char *clean = g_strstrip (g_strdup (values[i]));
      g_autofree char *expected = g_strdup_printf (C "DE|" CN "%s", clean);

      g_assert_cmpstr (parsed, ==, expected);
    }
}

static const struct
{
  const char *typed;
  WaybillCertNameKind kind;
  gboolean is_good;
} names[] = {
  { "lab.example", WAYBILL_CERT_NAME_DNS, TRUE },
  { " lab.example ", WAYBILL_CERT_NAME_DNS, TRUE },
  { "*.lab.example", WAYBILL_CERT_NAME_DNS, TRUE },
  { "büro.example", WAYBILL_CERT_NAME_DNS, TRUE },
  { "dns:10.example", WAYBILL_CERT_NAME_DNS, TRUE },
  { "lab..example", WAYBILL_CERT_NAME_DNS, FALSE },
  { "-lab.example", WAYBILL_CERT_NAME_DNS, FALSE },
  { "*", WAYBILL_CERT_NAME_DNS, FALSE },
  { "*.example", WAYBILL_CERT_NAME_DNS, FALSE },
  { "a*.lab.example", WAYBILL_CERT_NAME_DNS, FALSE },
  { "lab example", WAYBILL_CERT_NAME_DNS, FALSE },
  { "", WAYBILL_CERT_NAME_DNS, FALSE },
  { "192.0.2.1", WAYBILL_CERT_NAME_IP, TRUE },
  { "2001:db8::1", WAYBILL_CERT_NAME_IP, TRUE },
  { "IP:192.0.2.1", WAYBILL_CERT_NAME_IP, TRUE },
  { "IP:192.0.2", WAYBILL_CERT_NAME_IP, FALSE },
  { "fe80::1%eth0", WAYBILL_CERT_NAME_IP, FALSE },
  { "anna@lab.example", WAYBILL_CERT_NAME_EMAIL, TRUE },
  { "email:anna@lab.example", WAYBILL_CERT_NAME_EMAIL, TRUE },
  { "@lab.example", WAYBILL_CERT_NAME_EMAIL, FALSE },
  { "anna@", WAYBILL_CERT_NAME_EMAIL, FALSE },
  { "an na@lab.example", WAYBILL_CERT_NAME_EMAIL, FALSE },
  { "a@b@lab.example", WAYBILL_CERT_NAME_EMAIL, FALSE },
  { "https://lab.example/anna", WAYBILL_CERT_NAME_URI, TRUE },
  { "urn:lab:anna", WAYBILL_CERT_NAME_URI, TRUE },
  { "URI:ftp://lab.example", WAYBILL_CERT_NAME_URI, TRUE },
  { "https://lab example/", WAYBILL_CERT_NAME_URI, FALSE },
  { "ftp://\xff/", WAYBILL_CERT_NAME_DNS, FALSE },
};

static void
test_names (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      WaybillCertNameKind kind;
      gboolean is_good = waybill_cert_request_check_name (names[i].typed, &kind, &error);

      g_test_message ("%s", names[i].typed);
      g_assert_cmpint (is_good, ==, names[i].is_good);
      g_assert_cmpint (kind, ==, names[i].kind);
      if (!is_good)
        g_assert_error (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NAME);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cert/subject/as-people-type-it", test_good);
  g_test_add_func ("/cert/subject/fault-and-part", test_bad);
  g_test_add_func ("/cert/subject/lengths", test_lengths);
  g_test_add_func ("/cert/subject/made-of-a-form", test_made);
  g_test_add_func ("/cert/subject/alternative-names", test_names);
  return g_test_run ();
}
