/* Names in other charsets come and go as they are, or not at all. */
#include "base-charset.h"

#include <string.h>

static void
test_usable (void)
{
  static const char *const yes[] = { "UTF-8",  "utf8",      "ISO-8859-1", "ISO-8859-15", "CP1252", "CP437", "IBM850",
                                     "CP1251", "SHIFT_JIS", "CP932",      "EUC-JP",      "GBK",    "BIG5",  "KOI8-R" };
  static const char *const no[] = { "UTF-16",
                                    "UTF-16LE",
                                    "UTF-7",
                                    "UCS-4",
                                    "IBM037",
                                    "ISO-2022-JP",
                                    "ISO-2022-KR",
                                    "HZ",
                                    "no-such-set",
                                    "",
                                    "ISO-8859-1//TRANSLIT",
                                    "ISO-8859-1,",
                                    "a b" };

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (!waybill_base_charset_is_usable (yes[i]))
      g_error ("%s", yes[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    if (waybill_base_charset_is_usable (no[i]))
      g_error ("%s", no[i]);
}

static void
test_both_ways (void)
{
  static const struct
  {
    const char *charset, *text, *bytes;
  } rows[] = {
    { "ISO-8859-1", "/in/Übersicht.edi",
      "/in/\xdc"
      "bersicht.edi" },
    { "CP1252", "10 €.csv", "10 \x80.csv" },
    { "CP437", "Größe/ä",
      "Gr\x94\xe1"
      "e/\x84" },
    { "IBM850", "ø", "\x9b" },
    { "SHIFT_JIS", "日本.txt", "\x93\xfa\x96\x7b.txt" },
    { "KOI8-R", "заказ", "\xda\xc1\xcb\xc1\xda" },
    { "ISO-8859-1", "a\\b", "a\\b" },
    { "SHIFT_JIS", "a\\b~", "a\\b~" },
    { "UTF-8", "Ü\xff", "Ü\xff" },
    { "ISO-8859-1", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaybillBaseCharset) charset = waybill_base_charset_new (rows[i].charset);
      g_autofree char *bytes = waybill_base_charset_encode (charset, rows[i].text);
      g_autofree char *text = waybill_base_charset_decode (charset, rows[i].bytes);

      g_assert_cmpstr (bytes, ==, rows[i].bytes);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* And a letter that failed leaves nothing behind for the next. */
static void
test_no_such_letter (void)
{
  static const char *const charsets[] = { "ISO-8859-1", "SHIFT_JIS", "CP437", "no-such-set" };

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (WaybillBaseCharset) charset = waybill_base_charset_new (charsets[i]);
      g_autofree char *refused = waybill_base_charset_encode (charset, "in/한글.edi");
      g_autofree char *fine = waybill_base_charset_encode (charset, "in/a.edi");

      g_assert_null (refused);
      g_assert_cmpstr (fine, ==, "in/a.edi");
    }
}

/* What could not be read goes back as the bytes that came, also below a folder that could. */
static void
test_unread_bytes_go_back (void)
{
  g_autoptr (WaybillBaseCharset) charset = waybill_base_charset_new ("SHIFT_JIS");
  g_autofree char *text = waybill_base_charset_decode (charset, "\x93");
  g_autofree char *bytes = waybill_base_charset_encode (charset, "日\xff/日/\x93");

  g_assert_cmpstr (text, ==, "\x93");
  g_assert_cmpstr (bytes, ==, "日\xff/\x93\xfa/\x93");
}

/* UTF-8 needs nobody. */
static void
test_without_charset (void)
{
  g_autofree char *text = waybill_base_charset_decode (NULL, "\xff");
  g_autofree char *bytes = waybill_base_charset_encode (NULL, "Ü");

  g_assert_null (waybill_base_charset_new (NULL));
  g_assert_null (waybill_base_charset_new ("utf-8"));
  g_assert_cmpstr (text, ==, "\xff");
  g_assert_cmpstr (bytes, ==, "Ü");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/charset/usable", test_usable);
  g_test_add_func ("/base/charset/both-ways", test_both_ways);
  g_test_add_func ("/base/charset/no-such-letter", test_no_such_letter);
  g_test_add_func ("/base/charset/unread-bytes-go-back", test_unread_bytes_go_back);
  g_test_add_func ("/base/charset/none-is-utf8", test_without_charset);
  return g_test_run ();
}
