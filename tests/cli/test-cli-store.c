/* The store commands of waybill-cli, run as a program in folders of their own: exit codes, what stands on standard output
 * and on standard error. What they store is seen through the commands that show it. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* FOLDER and CERTS stand for the scratch folder and the factory's certificates. A wanted text that begins with "!" must not
 * be there. */
typedef struct
{
  const char *arguments;
  const char *input; /* (nullable) nothing: standard input is at its end */
  int exit_code;
  const char *output; /* (nullable) */
  const char *error;  /* (nullable) */
} Row;

typedef struct
{
  char *folder;
} Fixture;

#define PASSWORD "geheim-7Kx\n"

static void
make_folder (const char *root, const char *name)
{
  g_autofree char *path = g_build_filename (root, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waybill-cli-XXXXXX", &error);
  g_assert_no_error (error);
  make_folder (fixture->folder, "run");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_tree (inner);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static char *
fill_in (Fixture *fixture, const char *text)
{
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "FOLDER", fixture->folder, 0);
  g_string_replace (filled, "CERTS", g_getenv ("WAYBILL_TEST_CERTS"), 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static GSubprocessLauncher *
launcher_new (Fixture *fixture)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                             | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  static const char *const folders[] = { "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME" };
  g_autofree char *run = g_build_filename (fixture->folder, "run", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, folders[i], NULL);

      g_subprocess_launcher_setenv (launcher, folders[i], path, TRUE);
    }
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", run, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "CREDENTIALS_DIRECTORY");
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  return launcher;
}

static int
run (Fixture *fixture, const char *arguments, const char *input, char **output, char **errors)
{
  g_autoptr (GSubprocessLauncher) launcher = launcher_new (fixture);
  g_autofree char *filled = fill_in (fixture, arguments);
  g_autofree char *line = g_strdup_printf ("program %s", filled);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &words, &error));
  g_free (words[0]);
  words[0] = g_strdup (g_getenv ("WAYBILL_CLI"));
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  /* A program that wants no input may be gone before it is written. */
  if (!g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, output, errors, &error))
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
check_text (const Row *row, const char *what, const char *text, const char *wanted)
{
  gboolean is_unwanted = wanted != NULL && wanted[0] == '!';

  if (wanted != NULL && (strstr (text, wanted + is_unwanted) != NULL) == is_unwanted)
    g_error ("waybill-cli %s: %s should %shold \"%s\", but is:\n%s", row->arguments, what, is_unwanted ? "not " : "",
             wanted + is_unwanted, text);
}

static void
run_rows (Fixture *fixture, gconstpointer data)
{
  for (const Row *row = data; row->arguments != NULL; row++)
    {
      g_autofree char *output = NULL, *errors = NULL, *wanted = row->output != NULL ? fill_in (fixture, row->output) : NULL;
      int code = run (fixture, row->arguments, row->input, &output, &errors);

      if (code != row->exit_code)
        g_error ("waybill-cli %s: exit code %d, not %d:\n%s%s", row->arguments, code, row->exit_code, output, errors);
      check_text (row, "standard output", output, wanted);
      check_text (row, "standard error", errors, row->error);
      if (code == 2)
        g_assert_cmpstr (output, ==, "");
    }
}

#define ADD "partner add Hafen --host ftp.example.com"

static const Row command_lines[] = {
  { "", NULL, 0, "partner add", NULL },
  { "--help", NULL, 0, "partner add", NULL },
  { "--version", NULL, 0, "waybill-cli ", NULL },
  { "help", NULL, 0, "cert import", NULL },
  { "help partner add", NULL, 0, "--host H", NULL },
  { "help cert", NULL, 0, "cert list", NULL },
  { "help host", NULL, 0, "server", NULL },
  { "help --protocol", NULL, 2, NULL, "--protocol" },
  { "help set", NULL, 0, "timeout", NULL },
  { "help nonsense", NULL, 2, NULL, "nonsense" },
  { "partner list --help", NULL, 0, "Use: waybill-cli partner list\n", NULL },
  { "partner show --help", NULL, 0, "NAME", NULL },
  { "chek x", NULL, 2, NULL, "check" },
  { "partner", NULL, 2, NULL, "partner add" },
  { "partner lst", NULL, 2, NULL, "partner list" },
  { "xyzzy", NULL, 2, NULL, "There is no command “xyzzy”" },
  { "--json", NULL, 2, NULL, "\"kind\":\"usage\"" },
  { "partner list --nope", NULL, 2, NULL, "--nope" },
  { "partner list -x", NULL, 2, NULL, "-x" },
  { "partner list --host x", NULL, 2, NULL, "--host" },
  { "partner list --json=1", NULL, 2, NULL, "takes no value" },
  { "partner list --timeout", NULL, 2, NULL, "--timeout needs a value" },
  { "partner list --timeout 0", NULL, 2, NULL, "--timeout" },
  { "partner list --timeout 5x", NULL, 2, NULL, "5x" },
  { "partner list --timeout=-1", NULL, 2, NULL, "-1" },
  { "partner list --timeout 99999999999", NULL, 2, NULL, "--timeout" },
  { "partner list --retries many", NULL, 2, NULL, "many" },
  { "partner list --log --json", NULL, 2, NULL, "--log needs a value" },
  { "partner list extra", NULL, 2, NULL, "extra" },
  { "partner show", NULL, 2, NULL, "partner show" },
  { "assign one", NULL, 2, NULL, "LABEL PARTNER" },
  { "partner list --timeout 5 --retries=0 -v", NULL, 0, NULL, NULL },
  { "--json partner list", NULL, 0, NULL, NULL },
  { "partner list --log FOLDER/missing/log", NULL, 8, NULL, NULL },
  { "partner list --secrets FOLDER/missing", NULL, 8, NULL, NULL },
  { "--timeout x --json partner list", NULL, 2, NULL, "\"exit\":2" },
  { NULL },
};

static const Row partners[] = {
  { "partner list", NULL, 0, NULL, "no partners" },
  { "partner add Hafen", NULL, 2, NULL, "--host" },
  { ADD " --port 0", NULL, 2, NULL, "--port" },
  { ADD " --port 65536", NULL, 2, NULL, "65536" },
  { ADD " --port ssh", NULL, 2, NULL, "ssh" },
  { ADD " --protocol ftpes", NULL, 2, NULL, "ftpes" },
  { ADD " --system-trust maybe", NULL, 2, NULL, "maybe" },
  { ADD " --set nonsense=1", NULL, 2, NULL, "nonsense" },
  { ADD " --set timeout", NULL, 2, NULL, "KEY=VALUE" },
  { ADD " --set timeout=none", NULL, 2, NULL, "timeout=none" },
  { ADD " --identity Nobody", NULL, 2, NULL, "Nobody" },
  { ADD " --authority Nobody", NULL, 2, NULL, "Nobody" },
  { "partner add Hafen --host 'a b'", NULL, 2, NULL, "--host" },
  { "partner add Hafen --host=", NULL, 2, NULL, "--host" },
  { "partner add 'a]b' --host h", NULL, 2, NULL, "a]b" },
  { "partner add a/b --host h", NULL, 2, NULL, "a/b" },
  { "partner add '' --host h", NULL, 2, NULL, NULL },
  { "partner list --json", NULL, 0, "!{", NULL },
  { "partner add --user anna --host=ftp.example.com Hafen --system-trust no --set timeout=40", NULL, 0, "Hafen", NULL },
  { "partner add HAFEN --host x", NULL, 2, NULL, "taken" },
  { "partner add --json HAFEN --host x", NULL, 2, NULL, "\"kind\":\"partner-name-taken\"" },
  { "partner add --host x -- --odd", NULL, 0, NULL, NULL },
  { "partner add 'Jürgen & Söhne.eu' --host ::1 --protocol ftps-implicit", NULL, 0, NULL, NULL },
  { "partner add Ess --host s --protocol sftp", NULL, 0, NULL, NULL },
  { "partner show Ess --json", NULL, 0, "\"port\":22", NULL },
  { "partner show 'jürgen & söhne.eu' --json", NULL, 0, "\"port\":990", NULL },
  { "partner show 'Jürgen & Söhne.eu'", NULL, 0, "partner.J-c3-bcrgen-20-26-20S-c3-b6hne-2eeu.password", NULL },
  { "partner show hafen --json", NULL, 0, "\"system_trust\":false", NULL },
  { "partner show hafen", NULL, 0, "timeout=40", NULL },
  { "partner show Haven", NULL, 2, NULL, "“Hafen”" },
  { "partner list --json", NULL, 0, "{\"name\":\"Ess\",\"uuid\":\"", NULL },
  { "partner list", NULL, 0, "ftp.example.com:21", NULL },
  { "partner edit hafen --port 2121", NULL, 0, NULL, NULL },
  { "partner show hafen --json", NULL, 0, "\"port\":2121", NULL },
  { "partner edit hafen --port nope", NULL, 2, NULL, "nope" },
  { "partner copy hafen Kopie", NULL, 0, NULL, NULL },
  { "partner copy hafen Kopie", NULL, 2, NULL, "taken" },
  { "partner show kopie --json", NULL, 0, "\"port\":2121", NULL },
  { "partner add Konto --host h --account 'acct-5'", NULL, 0, "!acct-5", "keyring" },
  { "password Nobody", "x\n", 2, NULL, "Nobody" },
  { "password hafen", "pw-secret-1\n", 7, "!pw-secret-1", "!pw-secret-1" },
  { "password hafen", "", 7, NULL, "password" },
  { "password hafen --json", "pw\n", 7, NULL, "\"exit\":7" },
  { "partner remove Ess", NULL, 0, "Ess", NULL },
  { "partner remove Ess", NULL, 2, NULL, "Ess" },
  { "partner list --json", NULL, 0, "!\"Ess\"", NULL },
  { NULL },
};

#define PIN "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define COLONS "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"

static const Row trust[] = {
  { ADD, NULL, 0, NULL, NULL },
  { "trust Nobody", NULL, 2, NULL, "Nobody" },
  { "trust Hafen --json", NULL, 0,
    "{\"partner\":\"Hafen\",\"system\":true,\"authorities\":[],\"fingerprints\":[],\"pins\":[]}", NULL },
  { "trust Hafen --system perhaps", NULL, 2, NULL, "perhaps" },
  { "trust Hafen --pin abc", NULL, 2, NULL, "abc" },
  { "trust Hafen --unpin abc", NULL, 2, NULL, "abc" },
  { "trust Hafen --add Nobody --system no", NULL, 2, NULL, "Nobody" },
  { "trust Hafen --json", NULL, 0, "\"system\":true", NULL },
  { "trust Hafen --system no --pin " COLONS " --json", NULL, 0,
    "\"system\":false,\"authorities\":[],\"fingerprints\":[],\"pins\":[\"" PIN "\"]", NULL },
  { "trust Hafen", NULL, 0, "Pinned: " PIN, NULL },
  { "trust Hafen --unpin " PIN, NULL, 0, "!" PIN, "Nobody is trusted" },
  { "trust Hafen --unpin " PIN, NULL, 0, NULL, "was not pinned" },
  { "cert import CERTS/ca/root.der.cer CERTS/server/selfsigned.pem", NULL, 0, "Lab Root CA", NULL },
  { "trust Hafen --add 'Lab Root'", NULL, 2, NULL, "Lab Root CA" },
  { "cert rename localhost 'Their own'", NULL, 2, NULL, "localhost" },
  { NULL },
};

static const Row imports[] = {
  { ADD, NULL, 0, NULL, NULL },
  { "cert list", NULL, 0, NULL, "no certificates" },
  { "cert import", NULL, 2, NULL, "cert import" },
  { "cert import CERTS/missing.pfx", NULL, 8, NULL, NULL },
  { "cert import CERTS", NULL, 8, NULL, NULL },
  { "cert import CERTS/client/garbage.pfx", NULL, 6, NULL, "neither" },
  { "cert import CERTS/client/truncated.pfx", NULL, 6, NULL, "ends too early" },
  { "cert import CERTS/client/modern.pfx", "wrong\n", 6, NULL, "password" },
  { "cert import CERTS/client/modern.pfx", "", 6, NULL, "password" },
  { "cert import CERTS/client/modern.pfx --json", "wrong\n", 6, NULL, "\"kind\":\"password\"" },
  { "cert import CERTS/client/anna.der.cer CERTS/client/other.key", NULL, 6, NULL, "do not belong" },
  { "cert import CERTS/client/other.key", NULL, 6, NULL, "without its certificate" },
  { "cert import CERTS/ca/root.der.cer CERTS/client/garbage.pfx", NULL, 6, NULL, NULL },
  { "cert import CERTS/ca/inter.crl.der", NULL, 6, NULL, "No authority of the certificate store has signed" },
  { "cert import CERTS/ca/root.pem CERTS/ca/inter.crl.der", NULL, 6, NULL, "Import that authority" },
  { "cert list", NULL, 0, "!Root", NULL },
  { "cert import CERTS/client/modern-chain.pfx --assign Nobody", PASSWORD, 2, NULL, "Nobody" },
  { "cert import CERTS/client/modern-chain.pfx --trust Nobody", PASSWORD, 2, NULL, "Nobody" },
  { "cert import CERTS/client/modern-chain.pfx --label ''", PASSWORD, 2, NULL, NULL },
  { "cert import CERTS/ca/root.der.cer --assign Hafen", NULL, 2, NULL, "--assign" },
  { "cert import CERTS/ca/chain.pem --label Two", NULL, 2, NULL, "--label" },
  { "cert import CERTS/client/modern.pfx --password-file FOLDER/missing", PASSWORD, 6, NULL, NULL },
  { "cert import CERTS/client/modern.pfx --password-file CERTS/PASSWORDS", PASSWORD, 6, NULL, NULL },
  { "cert list --json", NULL, 0, "!{", NULL },
  { "cert import CERTS/client/modern-chain.pfx --label Meins --assign hafen --trust hafen", PASSWORD, 0, "Meins",
    "keyring" },
  { "trust Hafen --json", NULL, 0, "\"authorities\":[\"Lab Intermediate CA", NULL },
  { "partner show Hafen --json", NULL, 0, "\"identity\":\"Meins\"", NULL },
  { "partner show Hafen", NULL, 0, "certificate.Meins.password", NULL },
  { "cert show meins --json", NULL, 0, "\"kind\":\"identity\"", NULL },
  { "cert show meins --json", NULL, 0, "\"client_auth\":true,\"partners\":[\"Hafen\"],\"protected\":true", NULL },
  { "cert show meins", NULL, 0, "anna", NULL },
  { "cert show Mains", NULL, 2, NULL, "“Meins”" },
  { "cert import CERTS/client/legacy.pfx --label Anders", PASSWORD, 0, "Meins", "already" },
  { "cert import CERTS/client/anna.der.cer --assign Hafen", NULL, 0, "Meins", "already" },
  { "cert import CERTS/client/berta.pfx --label meins", PASSWORD, 2, NULL, "taken" },
  { "cert import CERTS/client/berta.pfx --label meins --json", PASSWORD, 2, NULL, "\"kind\":\"label-taken\"" },
  { "cert import CERTS/client/berta.pfx --label Meins --replace", PASSWORD, 0, "Meins", "Hafen" },
  { "cert show Meins --json", NULL, 0, "berta", NULL },
  { "cert show Meins --json", NULL, 0, "\"partners\":[\"Hafen\"]", NULL },
  { "ls Hafen", NULL, 6, NULL, "the certificate “Meins”" },
  { "ls Hafen --identity Nobody", NULL, 2, NULL, NULL },
  { "cert import CERTS/client/expired.pfx --label Alt", PASSWORD, 0, "Alt", "Warning" },
  { "assign Alt Hafen", NULL, 0, "Alt", "Warning" },
  { "assign Nobody Hafen", NULL, 2, NULL, "Nobody" },
  { "assign Alt Nobody", NULL, 2, NULL, "Nobody" },
  { "cert password Alt", "wrong\n", 6, NULL, "does not open" },
  { "cert password Alt", "", 6, NULL, "password" },
  { "cert password Alt --json", PASSWORD, 6, NULL, "\"exit\":6" },
  { "cert password Nobody", PASSWORD, 2, NULL, "Nobody" },
  { "cert rename Alt Meins", NULL, 2, NULL, "taken" },
  { "cert rename Alt Uralt", NULL, 0, NULL, NULL },
  { "cert remove Uralt", NULL, 2, NULL, "Hafen" },
  { "cert remove Uralt --force", NULL, 0, "Uralt", NULL },
  { "partner show Hafen --json", NULL, 0, "\"identity\":null", NULL },
  { "cert remove Uralt", NULL, 2, NULL, "Uralt" },
  { "cert remove Meins", NULL, 0, NULL, NULL },
  { "cert list --json", NULL, 0, "!berta", NULL },
  { NULL },
};

static const Row revocations[] = {
  { "cert import CERTS/ca/root.pem CERTS/ca/inter.pem CERTS/ca/inter.crl.pem", NULL, 0,
    "withdraws 1 certificate. It holds until", NULL },
  { "cert import CERTS/ca/inter-old.crl.der", NULL, 0, "A newer revocation list of", NULL },
  { "cert import CERTS/ca/inter.crl.der --json", NULL, 0, "\"kind\":\"revocation-list\",\"revoked\":1", NULL },
  { "cert import CERTS/ca/root.crl.der --json", NULL, 0, "\"kept\":true", NULL },
  { "partner add Hafen --host h.example --set charset=CP1252 --set listing-kind=dos", NULL, 0, NULL, NULL },
  { "partner show Hafen", NULL, 0, "charset=CP1252, listing-kind=dos", NULL },
  { "partner edit Hafen --set charset=UTF-16", NULL, 2, NULL, "charset" },
  { "partner edit Hafen --set listing-kind=cobol", NULL, 2, NULL, "listing-kind" },
  { "password Hafen --proxy", PASSWORD, 7, NULL, NULL },
  { "help password", NULL, 0, "--proxy", NULL },
  { "help charset", NULL, 0, "ISO-8859-1", NULL },
  { "help set", NULL, 0, "listing-kind=auto|unix", NULL },
  { NULL },
};

static const Row unprotected[] = {
  { "cert import CERTS/client/modern-emptypw.pfx --label Offen", NULL, 0, "Offen", "unprotected" },
  { "cert show Offen --json", NULL, 0, "\"protected\":false", NULL },
  { "cert list", NULL, 0, "without a password", NULL },
  { ADD " --identity Offen --authority 'Lab Root CA'", NULL, 2, NULL, "Lab Root CA" },
  { ADD " --authority Offen", NULL, 2, NULL, "no authority" },
  { ADD " --identity offen", NULL, 0, NULL, NULL },
  { "partner show Hafen --json", NULL, 0, "\"identity\":\"Offen\"", NULL },
  { "cert import CERTS/client/modern.pfx CERTS/client/berta.pfx CERTS/client/anna.der.cer", PASSWORD, 0, "berta",
    "already" },
  { "cert import CERTS/client/juergen.key CERTS/client/juergen.pem --label 'Jürgen'", NULL, 0, "Jürgen", "unprotected" },
  { "cert import CERTS/server/selfsigned.pem --label Deren --trust Hafen", NULL, 0, "Deren", "pinned" },
  { "trust Hafen --remove Deren --json", NULL, 0, "\"pins\":[]", NULL },
  { "trust Hafen --add Deren --json", NULL, 0, "!\"pins\":[]", "pinned" },
  { "assign Deren Hafen", NULL, 2, NULL, "private key" },
  { NULL },
};

static void
write_file (Fixture *fixture, const char *name, const char *text, int mode)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static const Row secrets[] = {
  { "partner list --secrets FOLDER/open", NULL, 8, NULL, "Other users" },
  { "partner list --secrets FOLDER/broken", NULL, 8, NULL, "understand" },
  { "partner list --secrets FOLDER/broken --json", NULL, 8, NULL, "\"kind\":\"secrets-file\"" },
  { "partner list --secrets FOLDER/good", NULL, 0, NULL, NULL },
  { "cert import CERTS/client/modern.pfx --label Meins --secrets FOLDER/good", NULL, 0, "Meins", NULL },
  { "cert import CERTS/client/berta.pfx --label Anders --secrets FOLDER/good", PASSWORD, 0, "Anders", NULL },
  { "cert import CERTS/client/bertram.pfx --password-file FOLDER/password", NULL, 0, "bertram", "!other users" },
  { "cert import CERTS/client/bertram.pfx --password-file FOLDER/password", NULL, 0, "bertram", "already" },
  { NULL },
};

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "open", "[partner Hafen]\npassword=x\n", 0644);
  write_file (fixture, "broken", "no key file\n", 0600);
  write_file (fixture, "good", "[certificate Meins]\npassword=geheim-7Kx\n", 0600);
  write_file (fixture, "password", "geheim-7Kx\r\nsecond line\n", 0600);

  run_rows (fixture, secrets);
}

/* The log is ours alone, grows, and never follows a link. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "log", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *output = NULL, *errors = NULL, *text = NULL;
  struct stat facts;

  g_assert_cmpint (run (fixture, ADD " --log FOLDER/log", NULL, &output, &errors), ==, 0);
  g_assert_cmpint (stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);

  g_clear_pointer (&output, g_free);
  g_clear_pointer (&errors, g_free);
  g_assert_cmpint (run (fixture, "password Hafen --log FOLDER/log", "tell-nobody-9\n", &output, &errors), ==, 7);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "tell-nobody-9"));

  g_clear_pointer (&output, g_free);
  g_clear_pointer (&errors, g_free);
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_cmpint (run (fixture, "partner list --log FOLDER/link", NULL, &output, &errors), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("WAYBILL_CLI") == NULL || g_getenv ("WAYBILL_TEST_CERTS") == NULL)
    g_error ("WAYBILL_CLI and WAYBILL_TEST_CERTS must be set");

#define ROWS(path, rows) g_test_add (path, Fixture, rows, fixture_set_up, run_rows, fixture_tear_down)
  ROWS ("/cli/command-line/wrong-ones-are-2-and-named", command_lines);
  ROWS ("/cli/partner/saved-shown-changed-removed", partners);
  ROWS ("/cli/trust/all-or-nothing", trust);
  ROWS ("/cli/cert/import-checks-before-it-stores", imports);
  ROWS ("/cli/cert/revocation-lists-and-settings", revocations);
  ROWS ("/cli/cert/without-password-and-without-keyring", unprotected);
  g_test_add ("/cli/secrets/file-credentials-and-password-file", Fixture, NULL, fixture_set_up, test_secrets,
              fixture_tear_down);
  g_test_add ("/cli/log/is-private-and-never-tells", Fixture, NULL, fixture_set_up, test_log, fixture_tear_down);
  return g_test_run ();
}
