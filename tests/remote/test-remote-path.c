/* Joining and taking apart, and which names may leave the server. */
#include "remote-path.h"

static void
test_join (void)
{
  static const struct
  {
    const char *folder, *name, *joined;
  } rows[] = {
    { "/out", "a", "/out/a" }, { "/out/", "a", "/out/a" }, { "/", "a", "/a" },      { "", "a", "a" },
    { NULL, "a", "a" },        { "/out", "/b", "/b" },     { "out", "a", "out/a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *joined = waybill_remote_path_join (rows[i].folder, rows[i].name);

      g_assert_cmpstr (joined, ==, rows[i].joined);
    }
}

static void
test_parts (void)
{
  static const struct
  {
    const char *path, *folder, *name;
  } rows[] = {
    { "/out/a", "/out", "a" },  { "/a", "/", "a" }, { "a", "", "a" },
    { "out/a", "out", "a" },    { "/", "/", "" },   { "", "", "" },
    { "/out/a/", "/out", "a" }, { "a/", "", "a" },  { "/a//", "/", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = waybill_remote_path_dup_folder (rows[i].path);
      g_autofree char *name = waybill_remote_path_dup_name (rows[i].path);

      g_test_message ("%s", rows[i].path);
      g_assert_cmpstr (folder, ==, rows[i].folder);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_safe_name (void)
{
  static const char *const safe[]
      = { "a", "order (2).edi", ".hidden", "...", "..a", "a..", " a", "\303\274", "\377", "-rf", "a:b" };
  static const char *const unsafe[] = { "",     " ",     "   ",  ".",    "..",   "/",       "a/b",   "../a", "/etc/passwd",
                                        "a\\b", "..\\a", "a\nb", "a\rb", "a\tb", "\033[2J", "a\177", "\001" };
  g_autofree char *longest = g_strnfill (255, 'a');
  g_autofree char *longer = g_strnfill (256, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (safe); i++)
    g_assert_true (waybill_remote_path_is_safe_name (safe[i]));
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    g_assert_false (waybill_remote_path_is_safe_name (unsafe[i]));
  g_assert_true (waybill_remote_path_is_safe_name (longest));
  g_assert_false (waybill_remote_path_is_safe_name (longer));
  g_assert_false (waybill_remote_path_is_safe_name (NULL));
}

static void
test_sendable (void)
{
  g_autofree char *longest = g_strnfill (4096, 'a');
  g_autofree char *longer = g_strnfill (4097, 'a');

  g_assert_true (waybill_remote_path_is_sendable ("/a b/\303\274\t"));
  g_assert_true (waybill_remote_path_is_sendable (longest));
  g_assert_false (waybill_remote_path_is_sendable (longer));
  g_assert_false (waybill_remote_path_is_sendable ("a\r\nDELE b"));
  g_assert_false (waybill_remote_path_is_sendable ("a\n"));
  g_assert_false (waybill_remote_path_is_sendable ("\r"));
  g_assert_false (waybill_remote_path_is_sendable (""));
  g_assert_false (waybill_remote_path_is_sendable (NULL));
}

static void
test_display (void)
{
  static const struct
  {
    const char *path, *shown;
  } rows[] = {
    { "/a b/\303\274", "/a b/\303\274" },
    { "a\nb\033[31m", "a\\x0ab\\x1b[31m" },
    { "\302\205", "\\x85" },                           /* next line */
    { "txt\342\200\256fdp.exe", "txt\\u202efdp.exe" }, /* right to left from here */
    { "a\342\200\213b\357\273\277", "a\\u200bb\\ufeff" },
    { "\377\376", "\\xff\\xfe" },
    { "\303", "\\xc3" },
    { "\355\240\200", "\\xed\\xa0\\x80" }, /* a surrogate */
    { "", "" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = waybill_remote_path_dup_display (rows[i].path);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 20000; i++)
    {
      char text[24] = "";
      guint length = (guint) g_rand_int_range (rand, 0, sizeof text);
      g_autofree char *shown = NULL;

      for (guint at = 0; at < length; at++)
        text[at] = (char) g_rand_int_range (rand, 1, 256);
      text[MIN (length, sizeof text - 1)] = '\0';
      shown = waybill_remote_path_dup_display (text);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/path/join", test_join);
  g_test_add_func ("/remote/path/parts", test_parts);
  g_test_add_func ("/remote/path/safe-name", test_safe_name);
  g_test_add_func ("/remote/path/sendable", test_sendable);
  g_test_add_func ("/remote/path/display", test_display);
  g_test_add_func ("/remote/path/display-of-random-bytes", test_random);
  return g_test_run ();
}
