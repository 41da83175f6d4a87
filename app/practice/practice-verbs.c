/* What the practice partner understands: one table from verb to function, and the verbs about
 * login, protection and settings.
 * An honest server: it has no switches for faults. */
#include "practice-session-private.h"

#include "base-hash.h"

#include <string.h>

#define MAX_FAILURES 3

static void
run_auth (WaybillPracticeSession *self, const char *argument)
{
  if (self->secure)
    waybill_practice_session_reply (self, 503, "TLS is on already");
  else if (g_ascii_strcasecmp (argument, "TLS") != 0 && g_ascii_strcasecmp (argument, "TLS-C") != 0
           && g_ascii_strcasecmp (argument, "SSL") != 0)
    waybill_practice_session_reply (self, 504, "AUTH TLS is what I know");
  else
    {
      waybill_practice_session_reply (self, 234, "Begin TLS now");
      if (!self->over)
        waybill_practice_session_start_tls (self);
      self->private_data = g_ascii_strcasecmp (argument, "SSL") == 0; /* the older meaning of AUTH SSL: PROT P is implied */
    }
}

static void
run_user (WaybillPracticeSession *self, const char *argument)
{
  self->logged_in = FALSE;
  g_free (self->user);
  self->user = g_strdup (argument);
  waybill_practice_session_reply (self, 331, "Password, please");
}

/* Takes as long for every wrong text: equally long digests are compared to their end. */
static gboolean
same_text (const char *one, const char *other)
{
  g_autofree char *one_hash = waybill_base_hash_dup_hex (one, strlen (one));
  g_autofree char *other_hash = waybill_base_hash_dup_hex (other, strlen (other));
  guint8 difference = 0;

  for (guint i = 0; i < WAYBILL_BASE_HASH_HEX_LENGTH; i++)
    difference |= one_hash[i] ^ other_hash[i];
  return difference == 0;
}

static void
run_pass (WaybillPracticeSession *self, const char *argument)
{
  gboolean user_fits;
  gboolean password_fits;

  if (self->user == NULL)
    {
      waybill_practice_session_reply (self, 503, "USER first");
      return;
    }
  user_fits = same_text (self->user, self->host->user);
  password_fits = same_text (argument, self->host->password);
  g_clear_pointer (&self->user, g_free);
  if (user_fits && password_fits)
    {
      self->logged_in = TRUE;
      waybill_practice_session_reply (self, 230, "Logged in");
      return;
    }
  self->over = ++self->n_failures >= MAX_FAILURES;
  waybill_practice_session_reply (self, self->over ? 421 : 530, "User or password is wrong");
}

static void
run_feat (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_send (self, "211-Features:\r\n AUTH TLS\r\n EPSV\r\n MDTM\r\n MFMT\r\n"
                                       " MLST type*;size*;modify*;perm*;\r\n PBSZ\r\n PROT\r\n REST STREAM\r\n SIZE\r\n"
                                       " TVFS\r\n UTF8\r\n211 End\r\n");
}

static void
run_opts (WaybillPracticeSession *self, const char *argument)
{
  if (g_ascii_strcasecmp (argument, "UTF8 ON") == 0)
    waybill_practice_session_reply (self, 200, "UTF-8 is always on");
  else if (g_ascii_strncasecmp (argument, "MLST", 4) == 0)
    waybill_practice_session_reply (self, 200, "MLST OPTS type;size;modify;perm;");
  else
    waybill_practice_session_reply (self, 501, "No such option");
}

static void
run_pbsz (WaybillPracticeSession *self, const char *argument)
{
  self->sized = TRUE;
  waybill_practice_session_reply (self, 200, "PBSZ=0");
}

static void
run_prot (WaybillPracticeSession *self, const char *argument)
{
  if (!self->sized)
    waybill_practice_session_reply (self, 503, "PBSZ 0 first");
  else if (g_ascii_strcasecmp (argument, "C") == 0)
    waybill_practice_session_reply (self, 534, "Data goes over TLS here: PROT P");
  else if (g_ascii_strcasecmp (argument, "P") != 0)
    waybill_practice_session_reply (self, 536, "PROT P is what I know");
  else
    {
      self->private_data = TRUE;
      waybill_practice_session_reply (self, 200, "Data goes over TLS");
    }
}

static void
run_type (WaybillPracticeSession *self, const char *argument)
{
  static const struct
  {
    const char *name;
    gboolean ascii;
  } types[] = { { "A", TRUE }, { "A N", TRUE }, { "I", FALSE }, { "L 8", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (argument, types[i].name) == 0)
      {
        self->ascii = types[i].ascii;
        waybill_practice_session_reply (self, 200, "Type is %s", self->ascii ? "text" : "binary");
        return;
      }
  waybill_practice_session_reply (self, 504, "TYPE A or TYPE I");
}

static void
run_mode (WaybillPracticeSession *self, const char *argument)
{
  gboolean usual = g_ascii_strcasecmp (argument, "S") == 0 || g_ascii_strcasecmp (argument, "F") == 0;

  waybill_practice_session_reply (self, usual ? 200 : 504, usual ? "As always" : "Only stream mode, only files");
}

static void
run_rest (WaybillPracticeSession *self, const char *argument)
{
  guint64 offset;

  if (self->ascii)
    waybill_practice_session_reply (self, 504, "REST is for TYPE I");
  else if (!g_ascii_string_to_unsigned (argument, 10, 0, G_MAXOFFSET, &offset, NULL))
    waybill_practice_session_reply (self, 501, "REST and a number");
  else
    {
      self->restart = offset;
      waybill_practice_session_reply (self, 350, "Starting at %" G_GUINT64_FORMAT, offset);
    }
}

static void
run_noop (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_reply (self, 200, "Still here");
}

static void
run_allo (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_reply (self, 202, "Not needed here");
}

static void
run_syst (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_reply (self, 215, "UNIX Type: L8");
}

/* A transfer that ran has been ended by the watch on the control connection (RFC 959 §4.1.3: 426, then 226). */
static void
run_abor (WaybillPracticeSession *self, const char *argument)
{
  g_clear_pointer (&self->passive, waybill_net_listener_free);
  waybill_practice_session_reply (self, 226, "Nothing is under way");
}

static void
run_refused_port (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_reply (self, 502, "Only EPSV and PASV here");
}

static void
run_quit (WaybillPracticeSession *self, const char *argument)
{
  waybill_practice_session_reply (self, 221, "Good-bye");
  self->over = TRUE;
}

static void
run_help (WaybillPracticeSession *self, const char *argument);

enum
{
  OPEN = 0,          /* always */
  TLS = 1 << 0,      /* 530 before AUTH TLS */
  LOGIN = 1 << 1,    /* 530 before PASS; implies TLS */
  ARGUMENT = 1 << 2, /* 501 without one */
};

static const struct
{
  const char *name;
  void (*run) (WaybillPracticeSession *self, const char *argument);
  guint needs;
} verbs[] = {
  { "ABOR", run_abor, LOGIN },
  { "ALLO", run_allo, LOGIN },
  { "APPE", waybill_practice_transfer_appe, LOGIN | ARGUMENT },
  { "AUTH", run_auth, ARGUMENT },
  { "CDUP", waybill_practice_names_cdup, LOGIN },
  { "CWD", waybill_practice_names_cwd, LOGIN | ARGUMENT },
  { "DELE", waybill_practice_names_dele, LOGIN | ARGUMENT },
  { "EPRT", run_refused_port, LOGIN },
  { "EPSV", waybill_practice_data_epsv, LOGIN },
  { "FEAT", run_feat, OPEN },
  { "HELP", run_help, OPEN },
  { "LIST", waybill_practice_listing_list, LOGIN },
  { "MDTM", waybill_practice_names_mdtm, LOGIN | ARGUMENT },
  { "MFMT", waybill_practice_names_mfmt, LOGIN | ARGUMENT },
  { "MKD", waybill_practice_names_mkd, LOGIN | ARGUMENT },
  { "MLSD", waybill_practice_listing_mlsd, LOGIN },
  { "MLST", waybill_practice_listing_mlst, LOGIN },
  { "MODE", run_mode, LOGIN | ARGUMENT },
  { "NLST", waybill_practice_listing_nlst, LOGIN },
  { "NOOP", run_noop, OPEN },
  { "OPTS", run_opts, TLS | ARGUMENT },
  { "PASS", run_pass, TLS },
  { "PASV", waybill_practice_data_pasv, LOGIN },
  { "PBSZ", run_pbsz, TLS | ARGUMENT },
  { "PORT", run_refused_port, LOGIN },
  { "PROT", run_prot, TLS | ARGUMENT },
  { "PWD", waybill_practice_names_pwd, LOGIN },
  { "QUIT", run_quit, OPEN },
  { "REST", run_rest, LOGIN | ARGUMENT },
  { "RETR", waybill_practice_transfer_retr, LOGIN | ARGUMENT },
  { "RMD", waybill_practice_names_rmd, LOGIN | ARGUMENT },
  { "RNFR", waybill_practice_names_rnfr, LOGIN | ARGUMENT },
  { "RNTO", waybill_practice_names_rnto, LOGIN | ARGUMENT },
  { "SIZE", waybill_practice_names_size, LOGIN | ARGUMENT },
  { "STOR", waybill_practice_transfer_stor, LOGIN | ARGUMENT },
  { "STRU", run_mode, LOGIN | ARGUMENT },
  { "SYST", run_syst, OPEN },
  { "TYPE", run_type, LOGIN | ARGUMENT },
  { "USER", run_user, TLS | ARGUMENT },
};

static void
run_help (WaybillPracticeSession *self, const char *argument)
{
  g_autoptr (GString) text = g_string_new ("214-These are understood:\r\n");

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, " %s%s", verbs[i].name, i % 8 == 7 ? "\r\n" : "");
  g_string_append (text, "\r\n214 End\r\n");
  waybill_practice_session_send (self, text->str);
}

/**
 * waybill_practice_verbs_run:
 * @self: a conversation, on its thread
 * @line: a command line without its end; it is taken apart
 *
 * Carries out one command and replies.
 */
void
waybill_practice_verbs_run (WaybillPracticeSession *self, char *line)
{
  char *space = strchr (line, ' ');
  const char *argument = space != NULL ? space + 1 : "";

  if (space != NULL)
    *space = '\0';
  g_debug ("< %s %s", line, g_ascii_strcasecmp (line, "PASS") == 0 ? "****" : argument);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_ascii_strcasecmp (line, verbs[i].name) != 0)
        continue;
      if ((verbs[i].needs & (TLS | LOGIN)) != 0 && !self->secure)
        waybill_practice_session_reply (self, 530, "AUTH TLS first");
      else if ((verbs[i].needs & LOGIN) != 0 && !self->logged_in)
        waybill_practice_session_reply (self, 530, "Log in first");
      else if ((verbs[i].needs & ARGUMENT) != 0 && argument[0] == '\0')
        waybill_practice_session_reply (self, 501, "%s needs an argument", verbs[i].name);
      else
        verbs[i].run (self, argument);
      return;
    }
  waybill_practice_session_reply (self, 500, "Not understood");
}
