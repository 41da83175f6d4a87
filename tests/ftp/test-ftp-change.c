/* Folders made, names changed, files and folders removed, against dialogues: what goes well and what each refusal means. */
#include "ftp-change.h"
#include "ftp-rig.h"

#include "ftp-remote.h"
#include "net-connect.h"

#include <string.h>

/* What a server answers when a name is free, and when a folder has it. */
#define FREE(name)                                                                                                          \
  "C: SIZE " name "\nS: 550 no\nC: MDTM " name "\nS: 550 no\nC: CWD " name "\nS: 550 " name ": No such file or directory\n"
#define FOLDER(name)                                                                                                        \
  "C: SIZE " name "\nS: 550 not a file\nC: MDTM " name "\nS: 550 no\nC: CWD " name "\nS: 250 ok\nC: CWD /home\nS: 250 ok\n"

static FtpRig *
open_rig (const char *script)
{
  FtpRig *rig = ftp_rig_new (script);
  g_autoptr (GError) error = NULL;

  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  return rig;
}

static void
test_all_go_well (void)
{
  g_autoptr (FtpRig) rig = open_rig (FTP_RIG_LOGIN "C: MKD new box\nS: 257 \"/home/new box\" made\n" FREE (
      "b") "C: RNFR a\nS: 350 to what\nC: RNTO b\nS: 250 done\n"
           "C: DELE b\nS: 250 gone\nC: RMD new box\nS: 250 gone\n");
  g_autoptr (GError) error = NULL;

  waybill_ftp_change_make_folder (rig->session, "new box", NULL, &error);
  g_assert_no_error (error);
  waybill_ftp_change_rename (rig->session, "a", "b", NULL, &error);
  g_assert_no_error (error);
  waybill_ftp_change_remove (rig->session, "b", FALSE, NULL, &error);
  g_assert_no_error (error);
  waybill_ftp_change_remove (rig->session, "new box", TRUE, NULL, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
}

typedef enum
{
  MAKE,
  RENAME,
  REMOVE,
  REMOVE_FOLDER,
} Change;

static gboolean
change (FtpRig *rig, Change what, GCancellable *cancellable, GError **error)
{
  switch (what)
    {
    case MAKE:
      return waybill_ftp_change_make_folder (rig->session, "a", cancellable, error);
    case RENAME:
      return waybill_ftp_change_rename (rig->session, "a", "b", cancellable, error);
    case REMOVE:
      return waybill_ftp_change_remove (rig->session, "a", FALSE, cancellable, error);
    case REMOVE_FOLDER:
    default:
      return waybill_ftp_change_remove (rig->session, "a", TRUE, cancellable, error);
    }
}

static const struct
{
  const char *name;
  Change what;
  const char *script;
  WaybillRemoteError kind;
  const char *verb;
} refusals[] = {
  { "make/521", MAKE, "C: MKD a\nS: 521 is there\n", WAYBILL_REMOTE_ERROR_EXISTS, "MKD" },
  { "make/exists", MAKE, "C: MKD a\nS: 550 a: File exists\n", WAYBILL_REMOTE_ERROR_EXISTS, "MKD" },
  { "make/exists-says-nobody", MAKE, "C: MKD a\nS: 550 Create directory operation failed.\n" FOLDER ("a"),
    WAYBILL_REMOTE_ERROR_EXISTS, "MKD" },
  { "make/no-reason", MAKE, "C: MKD a\nS: 550 Create directory operation failed.\n" FREE ("a"), WAYBILL_REMOTE_ERROR_FAILED,
    "MKD" },
  { "make/denied", MAKE, "C: MKD a\nS: 550 a: Permission denied\n", WAYBILL_REMOTE_ERROR_DENIED, "MKD" },
  { "make/no-parent", MAKE, "C: MKD a\nS: 550 a: No such file or directory\n", WAYBILL_REMOTE_ERROR_NOT_FOUND, "MKD" },
  { "make/unknown", MAKE, "C: MKD a\nS: 502 what\n", WAYBILL_REMOTE_ERROR_UNSUPPORTED, "MKD" },
  { "rename/missing", RENAME, FREE ("b") "C: RNFR a\nS: 550 RNFR command failed.\n", WAYBILL_REMOTE_ERROR_NOT_FOUND,
    "RNFR" },
  { "rename/taken", RENAME, FOLDER ("b"), WAYBILL_REMOTE_ERROR_EXISTS, "RNTO" },
  { "rename/denied", RENAME, FREE ("b") "C: RNFR a\nS: 350 to\nC: RNTO b\nS: 553 b: Permission denied\n",
    WAYBILL_REMOTE_ERROR_DENIED, "RNTO" },
  { "rename/no-folder", RENAME, FREE ("b") "C: RNFR a\nS: 350 to\nC: RNTO b\nS: 550 Rename failed.\n",
    WAYBILL_REMOTE_ERROR_FAILED, "RNTO" },
  { "rename/250-for-rnfr", RENAME, FREE ("b") "C: RNFR a\nS: 250 done already\n", WAYBILL_REMOTE_ERROR_PROTOCOL, "RNFR" },
  { "rename/350-for-rnto", RENAME, FREE ("b") "C: RNFR a\nS: 350 to\nC: RNTO b\nS: 350 and more\n",
    WAYBILL_REMOTE_ERROR_PROTOCOL, "RNTO" },
  { "rename/server-that-cannot-tell", RENAME,
    "C: SIZE b\nS: 500 what\nC: MDTM b\nS: 500 what\nC: CWD b\nS: 550 no such folder\n", WAYBILL_REMOTE_ERROR_UNSUPPORTED,
    "SIZE" },
  { "remove/missing", REMOVE, "C: DELE a\nS: 550 a: No such file or directory\n", WAYBILL_REMOTE_ERROR_NOT_FOUND, "DELE" },
  { "remove/missing-says-nobody", REMOVE, "C: DELE a\nS: 550 Delete operation failed.\n" FREE ("a"),
    WAYBILL_REMOTE_ERROR_NOT_FOUND, "DELE" },
  { "remove/denied", REMOVE, "C: DELE a\nS: 550 Permission denied.\n", WAYBILL_REMOTE_ERROR_DENIED, "DELE" },
  { "remove/busy", REMOVE, "C: DELE a\nS: 450 in use\n", WAYBILL_REMOTE_ERROR_FAILED, "DELE" },
  { "remove-folder/not-empty", REMOVE_FOLDER, "C: RMD a\nS: 550 a: Directory not empty\n" FOLDER ("a"),
    WAYBILL_REMOTE_ERROR_FAILED, "RMD" },
};

static void
test_refusal (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *script = g_strconcat (FTP_RIG_LOGIN, refusals[row].script, NULL);
  g_autoptr (FtpRig) rig = open_rig (script);
  g_autoptr (GError) error = NULL;
  const WaybillRemoteErrorFacts *facts;

  g_assert_false (change (rig, refusals[row].what, NULL, &error));
  facts = ftp_rig_assert_kind (error, refusals[row].kind);
  g_assert_cmpint (facts->phase, ==, WAYBILL_REMOTE_PHASE_COMMAND);
  g_assert_cmpstr (facts->verb, ==, refusals[row].verb);
  g_assert_nonnull (facts->subject);
  g_assert_true (waybill_ftp_session_is_alive (rig->session));
  ftp_rig_finish (rig);
}

/* CR and LF would be a second command, in either name, whoever asks. */
static void
test_line_breaks (void)
{
  static const char *const names[] = { "a\r\nDELE x", "a\nb", "a\rb" };
  g_autoptr (FtpRig) rig = NULL;
  g_autoptr (GString) script = g_string_new (FTP_RIG_LOGIN);
  const WaybillRemoteEngine *engine;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append (script, FREE ("b"));
  waybill_ftp_remote_register ();
  engine = waybill_remote_engine_find (WAYBILL_REMOTE_PROTOCOL_FTPS);
  rig = open_rig (script->str);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) made = NULL, renamed = NULL, renamed_to = NULL, removed = NULL, below = NULL;

      g_assert_false (engine->make_folder (rig->session, names[i], NULL, &made));
      g_assert_false (engine->rename (rig->session, names[i], "b", NULL, &renamed));
      g_assert_false (engine->rename (rig->session, "b", names[i], NULL, &renamed_to));
      g_assert_false (engine->remove (rig->session, names[i], FALSE, NULL, &removed));
      g_assert_false (waybill_ftp_change_rename (rig->session, names[i], "b", NULL, &below));
      ftp_rig_assert_kind (made, WAYBILL_REMOTE_ERROR_UNSAFE);
      ftp_rig_assert_kind (renamed, WAYBILL_REMOTE_ERROR_UNSAFE);
      ftp_rig_assert_kind (renamed_to, WAYBILL_REMOTE_ERROR_UNSAFE);
      ftp_rig_assert_kind (removed, WAYBILL_REMOTE_ERROR_UNSAFE);
      ftp_rig_assert_kind (below, WAYBILL_REMOTE_ERROR_UNSAFE);
    }
  ftp_rig_finish (rig);
  g_assert_null (strstr (waybill_test_peer_get_secret_text (rig->peer), "DELE"));
  g_assert_null (strstr (waybill_test_peer_get_secret_text (rig->peer), "RNFR"));
}

static void
test_stall (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (FTP_RIG_LOGIN "C: MKD a\nSTALL\n");
  g_autoptr (GError) error = NULL;

  rig->silence = G_USEC_PER_SEC;
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  g_assert_false (change (rig, MAKE, NULL, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_TIMED_OUT);
  g_assert_false (waybill_ftp_session_is_alive (rig->session));
  g_clear_pointer (&rig->session, waybill_ftp_session_free);
}

/* The port that the server named in its early reply; 0: it has not come yet. */
typedef struct
{
  FtpRig *rig;
  guint64 port;
} Early;

static void
find_port (guint64 number, WaybillRemoteTalkKind kind, gint64 time, const char *text, gpointer user_data)
{
  Early *self = user_data;

  if (g_str_has_prefix (text, "120 "))
    self->port = g_ascii_strtoull (text + 4, NULL, 10);
}

static gboolean
cancel_after_early_reply (gpointer data, GError **error)
{
  Early *self = data;

  waybill_remote_talk_read (self->rig->talk, 0, find_port, self);
  if (self->port != 0)
    g_cancellable_cancel (self->rig->cancellable);
  return TRUE;
}

/* The reply that nobody waits for any more is taken before the next command. The server holds it back until somebody calls
 * at the port that it named, so that it cannot be there too early. */
static void
test_cancel_keeps_the_connection (void)
{
  g_autoptr (FtpRig) rig = ftp_rig_new (
      FTP_RIG_LOGIN "C: DELE a\nLISTEN\nS: 120 {port}\nDATA-CLEAR\nS: 250 gone\nC: MKD a\nS: 257 \"/home/a\"\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WaybillNetStream) call = NULL;
  Early early = { rig, 0 };
  WaybillNetTerms *terms;

  rig->talk = waybill_remote_talk_new ();
  ftp_rig_open (rig, &error);
  g_assert_no_error (error);
  terms = &waybill_ftp_pipe_get_stream (rig->session->pipe)->terms;
  terms->probe = cancel_after_early_reply;
  terms->probe_data = &early;
  g_assert_false (change (rig, REMOVE, rig->cancellable, &error));
  ftp_rig_assert_kind (error, WAYBILL_REMOTE_ERROR_CANCELLED);
  g_clear_error (&error);
  terms->probe = NULL;
  g_assert_true (waybill_ftp_session_is_alive (rig->session));

  call = waybill_net_connect_address ("127.0.0.1", (guint16) early.port, terms, NULL, &error);
  g_assert_no_error (error);
  change (rig, MAKE, NULL, &error);
  g_assert_no_error (error);
  ftp_rig_finish (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ftp/change/all-go-well", test_all_go_well);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/ftp/change/", refusals[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refusal);
    }
  g_test_add_func ("/ftp/change/line-breaks-are-refused", test_line_breaks);
  g_test_add_func ("/ftp/change/stall", test_stall);
  g_test_add_func ("/ftp/change/cancel-keeps-the-connection", test_cancel_keeps_the_connection);

  return g_test_run ();
}
