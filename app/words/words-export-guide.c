/* How a certificate is got out of other programs, and what follows in IBM i's Digital Certificate Manager. The words in
 * quotation marks are those that the programs' own English windows show. */

#include "words-export-guide.h"

#include "words-private.h"

#include <glib/gi18n-lib.h>

#define MAX_STEPS 8

typedef struct
{
  const char *text;
  const char *command; /* (nullable) */
} Step;

static const struct
{
  const char *title;
  const char *text;
  Step steps[MAX_STEPS];
} places[] = {
  [WAYBILL_WORDS_EXPORT_PLACE_WINDOWS]
  = { N_ ("Windows"),
      N_ ("The certificate was installed in Windows, by you or by your computer people."),
      { { N_ ("Press the Windows key together with R, type this and press Enter. For a certificate of the whole computer it "
              "is "
              "certlm.msc."),
          "certmgr.msc" },
        { N_ ("Open “Personal”, then “Certificates”. Click your certificate with the right mouse button, and choose “All "
              "Tasks”, "
              "then “Export...”."),
          NULL },
        { N_ ("On “Export Private Key” choose “Yes, export the private key”. If that is grey, the key was installed so that "
              "it "
              "cannot leave Windows: ask for a new certificate."),
          NULL },
        { N_ ("On “Export File Format” choose “Personal Information Exchange - PKCS #12 (.PFX)” and tick “Include all "
              "certificates in the certification path if possible”. Leave “Delete the private key if the export is "
              "successful” "
              "unticked."),
          NULL },
        { N_ ("On “Security” tick “Password:” and type a password twice. Leave “Group or user names (recommended)” "
              "unticked: such "
              "a file opens in Windows alone."),
          NULL },
        { N_ ("On “File to Export” choose where it goes, then “Finish”. Windows says “The export was successful.”"), NULL },
        { N_ ("For the .cer do it once more, with “No, do not export the private key” and “DER encoded binary X.509 "
              "(.CER)”. "
              "Sheets call the two exports “Separate”."),
          NULL } } },
  [WAYBILL_WORDS_EXPORT_PLACE_CHROME]
  = { N_ ("Chrome or Edge"),
      N_ ("On Windows these browsers use the certificates of Windows."),
      { { N_ ("In Chrome open “Settings”, “Privacy and security”, “Security”, “Manage certificates”. In Edge search the "
              "settings "
              "for “certificates”, and open “Manage certificates”."),
          NULL },
        { N_ ("Choose “Local certificates”, then “Manage imported certificates from Windows”, where they are offered."),
          NULL },
        { N_ ("On the tab “Personal” choose your certificate, then “Export...”."), NULL },
        { N_ ("The Certificate Export Wizard of Windows opens: go on as under “Windows”, from “Export Private Key” on."),
          NULL },
        { N_ ("On Linux, Chrome keeps certificates in a database of its own. This writes one as a .p12; NAME is how it is "
              "called "
              "there."),
          "pk12util -d sql:$HOME/.pki/nssdb -n \"NAME\" -o mine.p12" } } },
  [WAYBILL_WORDS_EXPORT_PLACE_FIREFOX]
  = { N_ ("Firefox"),
      N_ ("Firefox keeps the certificates that were imported into it by itself, on every system."),
      { { N_ ("Open “Settings”, “Privacy & Security”, and under “Certificates” choose “View Certificates...”."), NULL },
        { N_ ("On “Your Certificates” choose yours, then “Backup...”."), NULL },
        { N_ ("Choose a name; the file is a .p12, which is the same as a .pfx. Then type a backup password twice."), NULL },
        { N_ ("For the .cer open the certificate with “View...”. Under “Miscellaneous” stands “Download”: “PEM (cert)” is "
              "the "
              "certificate, “PEM (chain)” holds its authorities too."),
          NULL } } },
  [WAYBILL_WORDS_EXPORT_PLACE_MACOS]
  = { N_ ("macOS"),
      N_ ("The certificate lies in the keychain of a Mac. Safari and Chrome use it from there."),
      { { N_ ("Open “Keychain Access”, choose “login” and then “My Certificates”."), NULL },
        { N_ ("Open the triangle beside your certificate: its key must stand below. Choose the certificate."), NULL },
        { N_ ("Choose “File”, “Export Items...”, and as the format “Personal Information Exchange (.p12)”. Type a password "
              "for the "
              "file, then that of your login."),
          NULL },
        { N_ ("For the .cer do it once more with the format “Certificate (.cer)”."), NULL } } },
  [WAYBILL_WORDS_EXPORT_PLACE_OPENSSL]
  = { N_ ("openssl, or separate .pem files"),
      N_ ("Key and certificates lie in files of their own, on a server or where the request was made. Waybill also reads "
          "them as "
          "they are."),
      { { N_ ("This joins key, certificate and authorities in one .pfx. It asks for the new password."),
          "openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile ca.pem -out mine.pfx" },
        { N_ ("The same for older Windows and IBM i:"),
          "openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile ca.pem -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES "
          "-macalg sha1 -out mine.pfx" },
        { N_ ("This makes the .cer of a certificate:"), "openssl x509 -in cert.pem -outform der -out mine.cer" },
        { N_ ("This takes a .pfx apart again. Add -legacy for an old file."),
          "openssl pkcs12 -in mine.pfx -clcerts -nokeys -out cert.pem" } } },
  [WAYBILL_WORDS_EXPORT_PLACE_DCM]
  = { N_ ("IBM i, Digital Certificate Manager"),
      N_ ("The certificate is in the *SYSTEM store of an IBM i. Menus differ a little from release to release."),
      { { N_ ("Open the Digital Certificate Manager in a browser, choose “Select a Certificate Store” and “*SYSTEM”, and "
              "type the "
              "store’s password. Newer releases say “Open Certificate Store”."),
          NULL },
        { N_ ("Choose “Manage Certificates”, “Export certificate”, “Server or client”, and then your certificate."), NULL },
        { N_ ("Export it to a “File”. Type a path in the integrated file system that ends in .pfx, and a password."),
          "/home/USER/CERTS/mine.pfx" },
        { N_ ("For the authority choose “Work with CA certificates” and “Export”, also to a “File”."), NULL },
        { N_ ("Fetch both files from there; a .pfx must travel as it is (binary)."), NULL } } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (places) == WAYBILL_WORDS_N_EXPORT_PLACES);

static const struct
{
  const char *title;
  const char *steps[MAX_STEPS];
} tasks[] = {
  [WAYBILL_WORDS_DCM_AUTHORITY]
  = { N_ ("Import the authority"),
      { N_ ("Open the Digital Certificate Manager in a browser, choose “Select a Certificate Store” and “*SYSTEM”, and type "
            "the "
            "store’s password. Newer releases say “Open Certificate Store”."),
        N_ ("Choose “Work with CA certificates” in the “Fast Path”, then “Import”."), N_ ("The import file is {path}."),
        N_ ("Give it a label that says whose it is and from when, such as its name and today’s date. When it takes the "
            "place of an "
            "older one, delete that first.") } },
  [WAYBILL_WORDS_DCM_IDENTITY]
  = { N_ ("Import your certificate"),
      { N_ ("Choose “Manage Certificates”, “Import certificate”, “Server or client”."), N_ ("The import file is {path}."),
        N_ ("Type the password of the file, and a label.") } },
  [WAYBILL_WORDS_DCM_ASSIGN]
  = { N_ ("Let FTP use it"),
      { N_ ("Choose “Manage Applications”, “Update certificate assignment”, “Client”, and the TCP/IP FTP client; its ID is "
            "QIBM_QTMF_FTP_CLIENT."),
        N_ ("Choose “Update Certificate Assignment”, tick your certificate, and choose “Update Certificate Assignment” "
            "again."),
        N_ ("Choose “Manage Applications”, “Define CA trust list”, the same application, and tick the authority. A list "
            "without "
            "any tick trusts all that are enabled."),
        N_ ("Delete the .pfx from {folder}: it is in the store now.") } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (tasks) == WAYBILL_WORDS_N_DCM_TASKS);

/**
 * waybill_words_export_guide_title:
 * @place: where the certificate is
 *
 * Returns: its name
 */
const char *
waybill_words_export_guide_title (WaybillWordsExportPlace place)
{
  g_return_val_if_fail (place < WAYBILL_WORDS_N_EXPORT_PLACES, "");

  return _ (places[place].title);
}

/**
 * waybill_words_export_guide_text:
 * @place: where the certificate is
 *
 * Returns: by what one knows that it is there
 */
const char *
waybill_words_export_guide_text (WaybillWordsExportPlace place)
{
  g_return_val_if_fail (place < WAYBILL_WORDS_N_EXPORT_PLACES, "");

  return _ (places[place].text);
}

/**
 * waybill_words_export_guide_count:
 * @place: where the certificate is
 *
 * Returns: how many steps there are
 */
guint
waybill_words_export_guide_count (WaybillWordsExportPlace place)
{
  guint n = 0;

  g_return_val_if_fail (place < WAYBILL_WORDS_N_EXPORT_PLACES, 0);

  while (n < MAX_STEPS && places[place].steps[n].text != NULL)
    n++;
  return n;
}

/**
 * waybill_words_export_guide_step:
 * @place: where the certificate is
 * @step: from 0
 *
 * Returns: what to do
 */
const char *
waybill_words_export_guide_step (WaybillWordsExportPlace place, guint step)
{
  g_return_val_if_fail (step < waybill_words_export_guide_count (place), "");

  return _ (places[place].steps[step].text);
}

/**
 * waybill_words_export_guide_command:
 * @place: where the certificate is
 * @step: from 0
 *
 * Returns: (nullable): what is typed at this step, to be copied
 */
const char *
waybill_words_export_guide_command (WaybillWordsExportPlace place, guint step)
{
  g_return_val_if_fail (step < waybill_words_export_guide_count (place), NULL);

  return places[place].steps[step].command;
}

/**
 * waybill_words_dcm_title:
 * @task: a task
 *
 * Returns: its title
 */
const char *
waybill_words_dcm_title (WaybillWordsDcmTask task)
{
  g_return_val_if_fail (task < WAYBILL_WORDS_N_DCM_TASKS, "");

  return _ (tasks[task].title);
}

/**
 * waybill_words_dcm_count:
 * @task: a task
 *
 * Returns: how many steps it has
 */
guint
waybill_words_dcm_count (WaybillWordsDcmTask task)
{
  guint n = 0;

  g_return_val_if_fail (task < WAYBILL_WORDS_N_DCM_TASKS, 0);

  while (n < MAX_STEPS && tasks[task].steps[n] != NULL)
    n++;
  return n;
}

/**
 * waybill_words_dcm_step:
 * @task: a task
 * @step: from 0
 * @file: (nullable): the name of the file it is about
 * @folder: (nullable): the folder on the IBM i it was put into
 *
 * Returns: (transfer full): what to do in the Digital Certificate Manager
 */
char *
waybill_words_dcm_step (WaybillWordsDcmTask task, guint step, const char *file, const char *folder)
{
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "CERTS", file != NULL ? file : "…", NULL);
  WaybillWordsFill fills[] = { { "path", path, NULL }, { "folder", folder != NULL ? folder : "CERTS", NULL }, { NULL } };

  g_return_val_if_fail (step < waybill_words_dcm_count (task), NULL);

  return waybill_words_fill (_ (tasks[task].steps[step]), fills);
}
