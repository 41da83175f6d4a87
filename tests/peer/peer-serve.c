/* A server that is honest but for what its script says: ON answers, and else this table does. Small files in memory. Words
 * of the dialogue, see peer.h. */
#include "peer-private.h"

#include <string.h>

#define HOME "/home"

/* "PATH the rest": the path, and the rest. */
static char *
take_path (const char **text)
{
  gsize length = strcspn (*text, " ");
  char *path = g_strndup (*text, length);

  *text += length;
  *text += **text == ' ';
  return path;
}

static gboolean
run_file (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  const char *text = step->text;
  char *path = take_path (&text);
  g_autoptr (GString) content = waybill_test_peer_unescape (text);
  GBytes *bytes = text[0] == '@' ? waybill_test_peer_dup_pattern (g_ascii_strtoull (text + 1, NULL, 10))
                                 : g_bytes_new (content->str, content->len);

  g_hash_table_insert (self->files, path, bytes);
  return TRUE;
}

static gboolean
run_folder (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_hash_table_insert (self->files, g_strdup (step->text), NULL);
  return TRUE;
}

static gboolean
run_listing (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  const char *text = step->text;
  char *path = take_path (&text);

  g_hash_table_insert (self->listings, path, g_strdup (text));
  return TRUE;
}

static const WaybillTestPeerStep *
get_step (WaybillTestPeer *self, guint position)
{
  return &g_array_index (self->steps, WaybillTestPeerStep, position);
}

static gboolean
run_nothing (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return TRUE;
}

static gboolean
add_answer (WaybillTestPeer *self, const WaybillTestPeerStep *step, gboolean once)
{
  WaybillTestPeerAnswer answer = { g_strdup (step->text), self->position, self->position, once };

  while (answer.end < self->steps->len && get_step (self, answer.end)->run != run_nothing)
    answer.end++;
  g_assert_cmpuint (answer.end, <, self->steps->len); /* END is missing */
  g_array_append_val (self->answers, answer);
  self->position = answer.end + 1;
  return TRUE;
}

static gboolean
run_on (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return add_answer (self, step, FALSE);
}

static gboolean
run_on_once (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  return add_answer (self, step, TRUE);
}

/* The honest answers. */

typedef struct
{
  WaybillTestPeer *peer;
  const WaybillTestPeerStep *step;
  const char *argument;
  char *path; /* the argument, from the root */
} Said;

static gboolean
answer (Said *said, const char *reply)
{
  return waybill_test_peer_do (said->peer, said->step, "S", reply);
}

static gboolean
is_folder (Said *said)
{
  gpointer content = NULL;

  if (g_str_equal (said->path, "/") || g_str_equal (said->path, HOME)
      || g_hash_table_contains (said->peer->listings, said->path))
    return TRUE;
  return g_hash_table_lookup_extended (said->peer->files, said->path, NULL, &content) && content == NULL;
}

static GBytes *
get_file (Said *said)
{
  return g_hash_table_lookup (said->peer->files, said->path);
}

static gboolean
say_auth (Said *said)
{
  return answer (said, "234 go") && waybill_test_peer_do (said->peer, said->step, "TLS", "");
}

static gboolean
say_feat (Said *said)
{
  return answer (said, "211-Features") && answer (said, " MLST type*;size*;modify*;") && answer (said, " UTF8")
         && answer (said, " SIZE") && answer (said, " MDTM") && answer (said, " REST STREAM") && answer (said, "211 End");
}

static gboolean
say_pwd (Said *said)
{
  g_autofree char *reply = g_strdup_printf ("257 \"%s\" is where you are", said->peer->folder);

  return answer (said, reply);
}

static gboolean
say_cwd (Said *said)
{
  if (!is_folder (said))
    return answer (said, "550 No such folder");
  g_free (said->peer->folder);
  said->peer->folder = g_strdup (said->path);
  return answer (said, "250 ok");
}

static gboolean
say_size (Said *said)
{
  GBytes *file = get_file (said);
  g_autofree char *reply = file != NULL ? g_strdup_printf ("213 %" G_GSIZE_FORMAT, g_bytes_get_size (file)) : NULL;

  return answer (said, file != NULL ? reply : "550 No such file");
}

static gboolean
say_mdtm (Said *said)
{
  return answer (said, get_file (said) != NULL ? "213 20240102030405" : "550 No such file");
}

static gboolean
say_epsv (Said *said)
{
  return waybill_test_peer_do (said->peer, said->step, "LISTEN", "")
         && answer (said, "229 Entering Extended Passive Mode (|||{port}|)");
}

static gboolean
say_pasv (Said *said)
{
  return waybill_test_peer_do (said->peer, said->step, "LISTEN", "")
         && answer (said, "227 Entering Passive Mode (127,0,0,1,{p1},{p2})");
}

static gboolean
begin_data (Said *said)
{
  return answer (said, "150 here it comes")
         && waybill_test_peer_do (said->peer, said->step, said->peer->is_secure ? "DATA-TLS" : "DATA-CLEAR", "");
}

static gboolean
end_data (Said *said)
{
  return waybill_test_peer_do (said->peer, said->step, "DATA-CLOSE", "") && answer (said, "226 done");
}

/* The client left, or never came. */
static gboolean
say_broken (Said *said)
{
  g_clear_error (&said->peer->error);
  waybill_test_peer_end_data (said->peer);
  return answer (said, "426 Connection closed; transfer aborted");
}

static gboolean
send_data (Said *said, const char *bytes, gsize length)
{
  if (begin_data (said) && (length == 0 || waybill_test_peer_send (said->peer, said->step, said->peer->data, bytes, length))
      && end_data (said))
    return TRUE;
  return say_broken (said);
}

static gboolean
say_retr (Said *said)
{
  GBytes *file = get_file (said);
  gsize size = 0;
  const char *bytes = file != NULL ? g_bytes_get_data (file, &size) : NULL;

  return file != NULL ? send_data (said, bytes, size) : answer (said, "550 No such file");
}

static char *
dup_lines (Said *said, gboolean machine)
{
  GString *lines = g_string_new (NULL);
  GHashTableIter iter;
  gpointer path, content;

  g_hash_table_iter_init (&iter, said->peer->files);
  while (g_hash_table_iter_next (&iter, &path, &content))
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *name = g_path_get_basename (path);
      gsize size = content != NULL ? g_bytes_get_size (content) : 0;

      if (!g_str_equal (folder, said->path))
        continue;
      if (machine)
        g_string_append_printf (lines, "type=%s;size=%" G_GSIZE_FORMAT ";modify=20240102030405; %s\r\n",
                                content != NULL ? "file" : "dir", size, name);
      else
        g_string_append_printf (lines, "%srw-r--r-- 1 anna anna %" G_GSIZE_FORMAT " Jan 02 2024 %s\r\n",
                                content != NULL ? "-" : "d", size, name);
    }
  return g_string_free (lines, FALSE);
}

static gboolean
list (Said *said, gboolean machine)
{
  const char *told = g_hash_table_lookup (said->peer->listings, said->path);
  g_autoptr (GString) odd = told != NULL ? waybill_test_peer_unescape (told) : NULL;
  g_autofree char *lines = dup_lines (said, machine);

  if (!is_folder (said))
    return answer (said, "550 No such folder");
  return odd != NULL ? send_data (said, odd->str, odd->len) : send_data (said, lines, strlen (lines));
}

static gboolean
say_mlsd (Said *said)
{
  return list (said, TRUE);
}

static gboolean
say_list (Said *said)
{
  return list (said, FALSE);
}

static gboolean
say_stor (Said *said)
{
  WaybillTestPeer *peer = said->peer;

  if (!begin_data (said) || !waybill_test_peer_do (peer, said->step, "DATA-RECV", "") || peer->cut)
    return say_broken (said);
  g_hash_table_insert (peer->files, g_strdup (said->path), g_bytes_new (peer->received->data, peer->received->len));
  return end_data (said);
}

static gboolean
say_dele (Said *said)
{
  return answer (said, g_hash_table_remove (said->peer->files, said->path) ? "250 gone" : "550 No such file");
}

static gboolean
say_mkd (Said *said)
{
  if (is_folder (said) || get_file (said) != NULL)
    return answer (said, "550 File exists");
  g_hash_table_insert (said->peer->files, g_strdup (said->path), NULL);
  return answer (said, "257 made");
}

static gboolean
say_rnfr (Said *said)
{
  if (get_file (said) == NULL)
    return answer (said, "550 No such file");
  g_free (said->peer->renamed);
  said->peer->renamed = g_strdup (said->path);
  return answer (said, "350 to what?");
}

static gboolean
say_rnto (Said *said)
{
  WaybillTestPeer *peer = said->peer;
  GBytes *file = peer->renamed != NULL ? g_hash_table_lookup (peer->files, peer->renamed) : NULL;

  if (file == NULL)
    return answer (said, "503 RNFR first");
  g_hash_table_insert (peer->files, g_strdup (said->path), g_bytes_ref (file));
  g_hash_table_remove (peer->files, peer->renamed);
  return answer (said, "250 renamed");
}

static const struct
{
  const char *verb;
  gboolean (*say) (Said *said);
  const char *reply;
} honest[] = {
  { "AUTH", say_auth, NULL }, { "USER", NULL, "331 password" },
  { "PASS", NULL, "230 in" }, { "FEAT", say_feat, NULL },
  { "PWD", say_pwd, NULL },   { "CWD", say_cwd, NULL },
  { "SIZE", say_size, NULL }, { "MDTM", say_mdtm, NULL },
  { "EPSV", say_epsv, NULL }, { "PASV", say_pasv, NULL },
  { "RETR", say_retr, NULL }, { "STOR", say_stor, NULL },
  { "MLSD", say_mlsd, NULL }, { "LIST", say_list, NULL },
  { "DELE", say_dele, NULL }, { "RMD", say_dele, NULL },
  { "MKD", say_mkd, NULL },   { "RNFR", say_rnfr, NULL },
  { "RNTO", say_rnto, NULL }, { "REST", NULL, "350 go on" },
  { "OPTS", NULL, "200 ok" }, { "TYPE", NULL, "200 ok" },
  { "PBSZ", NULL, "200 ok" }, { "PROT", NULL, "200 ok" },
  { "NOOP", NULL, "200 ok" }, { "SYST", NULL, "215 UNIX Type: L8" },
};

static gboolean
answer_honestly (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *line)
{
  const char *argument = line;
  g_autofree char *verb = take_path (&argument);
  g_autofree char *path = argument[0] == '\0'  ? g_strdup (self->folder)
                          : argument[0] == '/' ? g_strdup (argument)
                                               : g_build_filename (self->folder, argument, NULL);
  Said said = { self, step, argument, path };

  if (g_str_equal (verb, "CONNECT"))
    return answer (&said, "220 ready");
  for (guint i = 0; i < G_N_ELEMENTS (honest); i++)
    if (g_str_equal (honest[i].verb, verb))
      return honest[i].say != NULL ? honest[i].say (&said) : answer (&said, honest[i].reply);
  return answer (&said, "500 What?");
}

static gboolean
play_answer (WaybillTestPeer *self, guint index)
{
  const WaybillTestPeerAnswer found = g_array_index (self->answers, WaybillTestPeerAnswer, index);
  guint position = self->position;
  gboolean fine;

  if (found.once)
    g_array_index (self->answers, WaybillTestPeerAnswer, index).pattern[0] = '\0';
  self->position = found.first;
  fine = waybill_test_peer_play_to (self, found.end);
  self->position = position;
  return fine;
}

static gboolean
answer_line (WaybillTestPeer *self, const WaybillTestPeerStep *step, const char *line)
{
  g_free (self->said);
  self->said = g_strdup (line);
  for (guint i = 0; i < self->answers->len; i++)
    {
      const char *pattern = g_array_index (self->answers, WaybillTestPeerAnswer, i).pattern;

      if (pattern[0] != '\0' && g_pattern_match_simple (pattern, line))
        return play_answer (self, i);
    }
  return answer_honestly (self, step, line);
}

static gboolean
run_honest (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  g_autofree char *line = g_strdup (self->said);

  return answer_honestly (self, step, line);
}

gboolean
waybill_test_peer_serve (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  gboolean fine;

  g_free (self->folder);
  self->folder = g_strdup (HOME);
  fine = (!self->is_implicit || waybill_test_peer_do (self, step, "TLS", "")) && answer_line (self, step, "CONNECT");
  while ((fine || self->hostile) && self->control != NULL)
    {
      g_autofree char *line = waybill_test_peer_read_line (self, self->finishing, NULL);

      if (self->hostile)
        g_clear_error (&self->error);
      if (line == NULL || g_str_equal (line, "QUIT"))
        break;
      fine = answer_line (self, step, line);
    }
  return FALSE;
}

static gboolean
run_serve (WaybillTestPeer *self, const WaybillTestPeerStep *step)
{
  self->serves = TRUE;
  self->is_implicit = g_str_equal (step->text, "implicit");
  return waybill_test_peer_serve (self, step);
}

const WaybillTestPeerWord waybill_test_peer_serve_words[] = {
  { "FILE", run_file },   { "FOLDER", run_folder },   { "LISTING", run_listing },
  { "ON", run_on },       { "ON-ONCE", run_on_once }, { "HONEST", run_honest },
  { "END", run_nothing }, { "SERVE", run_serve },     { NULL, NULL },
};
