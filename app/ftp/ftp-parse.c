/* The dialects in which servers write listings, as one table. A new dialect is a reader in ftp-parse-NAME.c and a row here;
 * how a listing is taken line by line, and which dialect it is in, is ftp-parser's business. */
#include "ftp-parse-private.h"

#include <string.h>

/* Where two read the same lines equally well, the upper row is taken. */
static const WaybillFtpDialect dialects[] = {
  { "unix", "ls;linux;macos;netpresenz;wftp;wftpd", "UNIX;LINUX;AIX;SUNOS;HP-UX;BSD;MACOS;QNX;L8", waybill_ftp_parse_unix,
    WAYBILL_FTP_ORDER_MDY },
  { "mlsd", "mlst", "MLSD;MLST", waybill_ftp_parse_mlsd, WAYBILL_FTP_ORDER_YMD },
  { "eplf", "", "EPLF;PUBLICFILE", waybill_ftp_parse_eplf, WAYBILL_FTP_ORDER_YMD },
  { "dos", "windows;iis;dos-mdy;windows-ce", "WINDOWS;WINDOWS_NT;WINDOWS_CE;WIN32;MSDOS;DOS", waybill_ftp_parse_dos,
    WAYBILL_FTP_ORDER_MDY },
  { "dos-dmy", "windows-dmy;iis-dmy", "", waybill_ftp_parse_dos, WAYBILL_FTP_ORDER_DMY },
  { "os2", "os/2", "OS/2;OS2", waybill_ftp_parse_os2, WAYBILL_FTP_ORDER_MDY },
  { "supertcp", "chameleon;newt", "SUPERTCP;CHAMELEON;NEWT", waybill_ftp_parse_supertcp, WAYBILL_FTP_ORDER_MDY },
  { "netware", "novell;hellsoft", "NETWARE;NOVELL;HELLSOFT", waybill_ftp_parse_netware, WAYBILL_FTP_ORDER_MDY },
  { "vms", "openvms;multinet;ucx;tcpware", "VMS;OPENVMS;MULTINET;UCX;TCPWARE", waybill_ftp_parse_vms,
    WAYBILL_FTP_ORDER_DMY },
  { "ibmi", "os400;os/400;as400;as/400;iseries;ibmi-mdy", "OS/400;AS/400;OS400;IBM I;I5/OS", waybill_ftp_parse_ibmi,
    WAYBILL_FTP_ORDER_MDY },
  { "ibmi-dmy", "os400-dmy;as400-dmy", "", waybill_ftp_parse_ibmi, WAYBILL_FTP_ORDER_DMY },
  { "ibmi-ymd", "os400-ymd;as400-ymd", "", waybill_ftp_parse_ibmi, WAYBILL_FTP_ORDER_YMD },
  { "mvs", "zos;z/os;os390;os/390", "MVS;Z/OS;OS/390", waybill_ftp_parse_mvs, WAYBILL_FTP_ORDER_YMD },
  { "jes", "", "", waybill_ftp_parse_jes, WAYBILL_FTP_ORDER_YMD },
  { "vm", "cms;vm/cms;zvm;z/vm", "VM;Z/VM;VM/ESA;VM/CMS", waybill_ftp_parse_vm, WAYBILL_FTP_ORDER_MDY },
  { "nonstop", "guardian;tandem", "NONSTOP;GUARDIAN;TANDEM", waybill_ftp_parse_nonstop, WAYBILL_FTP_ORDER_DMY },
  { "enterprise", "sterling;gxs;connect:enterprise", "STERLING;CONNECT:ENTERPRISE;GXS", waybill_ftp_parse_enterprise,
    WAYBILL_FTP_ORDER_MDY },
  { "vxworks", "", "VXWORKS", waybill_ftp_parse_vxworks, WAYBILL_FTP_ORDER_MDY },
  { "vshell", "", "VSHELL", waybill_ftp_parse_vshell, WAYBILL_FTP_ORDER_MDY },
  { "vos", "stratus", "VOS;STRATUS", waybill_ftp_parse_vos, WAYBILL_FTP_ORDER_YMD },
  { "unisys", "clearpath;mcp", "UNISYS;CLEARPATH;MCP", waybill_ftp_parse_unisys, WAYBILL_FTP_ORDER_MDY },
  { "os9", "os-9;os-9000", "OS9;OS-9;OSK;OS-9000", waybill_ftp_parse_os9, WAYBILL_FTP_ORDER_YMD },
  { "names", "nlst", "", waybill_ftp_parse_names, WAYBILL_FTP_ORDER_YMD, TRUE },
};

/* waybill_ftp_parse_list_dialects:
 *
 * All rows, in the order in which they are preferred. */
const WaybillFtpDialect *
waybill_ftp_parse_list_dialects (guint *n_dialects)
{
  *n_dialects = G_N_ELEMENTS (dialects);
  return dialects;
}

/* waybill_ftp_parse_find_dialect:
 *
 * The one of that name or alias, whatever its case; NULL: none, or name is NULL. */
const WaybillFtpDialect *
waybill_ftp_parse_find_dialect (const char *name)
{
  WaybillFtpWord word = { name, name != NULL ? strlen (name) : 0 };

  for (guint i = 0; word.length > 0 && i < G_N_ELEMENTS (dialects); i++)
    if (waybill_ftp_parse_is (&word, dialects[i].name) || waybill_ftp_parse_is_one_of (&word, dialects[i].aliases))
      return &dialects[i];
  return NULL;
}

static gboolean
holds_word (const char *text, const char *word, gsize length)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, word, length) == 0 && !g_ascii_isalnum (at[length])
        && (at == text || !g_ascii_isalnum (at[-1])))
      return TRUE;
  return FALSE;
}

/* waybill_ftp_parse_is_hinted:
 *
 * Does a reply to SYST (RFC 959 §4.1.3) name a system that writes this dialect? "OS/400 is the remote operating system." */
gboolean
waybill_ftp_parse_is_hinted (const WaybillFtpDialect *dialect, const char *system)
{
  const char *word = dialect->systems;

  while (system != NULL && *word != '\0')
    {
      gsize length = strcspn (word, ";");

      if (length > 0 && holds_word (system, word, length))
        return TRUE;
      word += length + (word[length] == ';');
    }
  return FALSE;
}
