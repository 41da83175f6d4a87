/* What each kind of remote error says, by phase and command where that makes another sentence. The first row that fits
 * counts; the last row of a kind fits every phase. Sentences stay under 20 words, hedge what is guessed, and never ask a
 * partner to weaken a server. */
#include "words-error-private.h"

#include <glib/gi18n-lib.h>

#define K(kind) WAYBILL_REMOTE_ERROR_##kind
#define P(phase) WAYBILL_REMOTE_PHASE_##phase
#define ANY WAYBILL_WORDS_ANY_PHASE

#define NOT_REACHED N_ ("{partner} could not be reached")
#define HUNG_UP N_ ("{partner} hung up")
#define TRY_AGAIN N_ ("Try again later; if it keeps happening, ask the partner what their log says about this moment.")
#define NO_FOLDER N_ ("{partner} has no folder of this name")
#define NO_SUCH_FOLDER N_ ("The server finds no such folder: {file}.")
#define COMPARE_FOLDER N_ ("Compare the folder’s name with the sheet, capital letters too.")
#define CORRECT_FOLDER                                                                                                      \
  N_ ("Correct the partner’s remote folder after the sheet, or empty it to begin where the login leads.")
#define ASK_DATA_PORTS N_ ("Ask the partner which ports their data channels use, and have them opened in your firewall.")

const WaybillWordsErrorRow waybill_words_error_rows[] = {
  { K (FAILED), ANY, NULL, N_ ("{partner} refused this"), N_ ("The server said no{when}."), NULL, TRY_AGAIN },

  { K (HOST_NOT_FOUND), ANY, NULL, NOT_REACHED, N_ ("Nobody knows an address for {host}."),
    N_ ("Most likely the host is misspelt, or this computer has no network."),
    N_ ("Compare the host with the partner’s sheet, letter by letter, and check the network.") },

  { K (REFUSED), P (DATA_OPEN), NULL, N_ ("The data channel was refused"),
    N_ ("The server answers, but it refused the channel for files."),
    N_ ("Most likely a firewall on the way closes the ports for data."), ASK_DATA_PORTS },
  { K (REFUSED), ANY, NULL, NOT_REACHED, N_ ("There is a computer at {host}, but nobody answers on this port."),
    N_ ("Most likely the port is wrong, or the server is switched off."),
    N_ ("Compare host and port with the sheet; if they fit, ask the partner whether the server runs.") },

  { K (UNREACHABLE), P (DATA_OPEN), NULL, N_ ("The data channel could not be reached"),
    N_ ("No way leads to the channel for files."),
    N_ ("Most likely a firewall is in between, or the server names an address of its inner network."), ASK_DATA_PORTS },
  { K (UNREACHABLE), ANY, NULL, NOT_REACHED, N_ ("No way leads from this computer to {host}."),
    N_ ("Most likely there is no network, or a firewall stands in between."),
    N_ ("Check the network; then ask whether a firewall lets you through to this host and port.") },

  { K (LOST), P (GREETING), NULL, HUNG_UP, N_ ("The server hung up before it said a word."),
    N_ ("Most likely your address is not let through, or the port wants encryption from the first byte."),
    N_ ("Compare port and protocol with the sheet; ask the partner whether your address is let through.") },
  { K (LOST), P (HANDSHAKE), NULL, HUNG_UP,
    N_ ("The server hung up during the TLS handshake. Neither user name nor password was sent."),
    N_ ("Most likely it wants another TLS version or a certificate that it knows."),
    N_ ("Check the connection step by step; ask the partner which TLS versions and certificates they accept.") },
  { K (LOST), P (LOGIN), NULL, HUNG_UP, N_ ("The server hung up during the login."),
    N_ ("Most likely it does not accept this user, or the certificate that was shown."),
    N_ ("Check user name and certificate against the sheet; then ask the partner what their log says.") },
  { K (LOST), P (DATA), "RETR", HUNG_UP,
    N_ ("The connection broke while {file} was on its way. Nothing incomplete stands under the final name."),
    N_ ("Most likely the network or a firewall on the way cut it."),
    N_ ("Try again; Waybill goes on where it is safe to do so.") },
  { K (LOST), P (DATA_END), NULL, HUNG_UP, N_ ("The connection broke before the server confirmed the transfer."),
    N_ ("Most likely a firewall cut the control connection because it was silent for long."),
    N_ ("Try again; Waybill compares the size before it says that a file is delivered.") },
  { K (LOST), ANY, NULL, HUNG_UP, N_ ("The connection broke{when}."),
    N_ ("Most likely the network or a firewall on the way cut it."), TRY_AGAIN },

  { K (BUSY), ANY, NULL, N_ ("{partner} is busy"), N_ ("The server takes no more connections now."),
    N_ ("Most likely too many sessions are open, perhaps earlier ones of yours."),
    N_ ("Wait a few minutes and try again; if it stays so, ask the partner how many sessions you may open.") },

  { K (PROXY), ANY, NULL, N_ ("The proxy could not be used"), N_ ("No connection through the proxy {host} came about."),
    N_ ("Most likely its name, its port or its kind is wrong, or it is switched off."),
    N_ ("Compare the proxy’s kind, host and port with what the people of your network say.") },
  { K (PROXY_LOGIN), ANY, NULL, N_ ("The proxy did not let us in"),
    N_ ("The proxy {host} wants a login, or another one than it was given."),
    N_ ("Most likely user name or password for the proxy is missing or wrong."),
    N_ ("Check user name and password for the proxy; they are not those for the partner.") },
  { K (PROXY_REFUSED), P (DATA_OPEN), NULL, N_ ("The proxy does not permit the data channel"),
    N_ ("The login went well, but the proxy refused the channel for files."),
    N_ ("Most likely its rules permit only a few ports."),
    N_ ("Ask the partner which ports their data channels use, and have them permitted in the proxy.") },
  { K (PROXY_REFUSED), ANY, NULL, N_ ("The proxy does not let us through to {partner}"),
    N_ ("The proxy refused to connect to {host}."), N_ ("Most likely its rules do not permit this host or this port."),
    N_ ("Have this host and port permitted in the proxy; the people of your network can do that.") },
  { K (PROXY_NO_WAY), P (DATA_OPEN), NULL, N_ ("The data channel could not be reached"),
    N_ ("The login went well, but the proxy found no way to the channel for files."),
    N_ ("Most likely a firewall on the way closes the ports for data."), ASK_DATA_PORTS },
  { K (PROXY_NO_WAY), ANY, NULL, NOT_REACHED, N_ ("The proxy found no way to {host}."),
    N_ ("Most likely host or port is wrong, or the server is switched off."),
    N_ ("Compare host and port with the sheet; if they fit, ask the people of your network.") },
  { K (PROXY_ACTIVE), ANY, NULL, N_ ("Active mode does not work through a proxy"),
    N_ ("In active mode the server calls back, and a proxy lets nobody call in."), NULL,
    N_ ("Choose passive mode for this partner, or connect without the proxy.") },

  { K (NO_ENCRYPTION), ANY, "PROT", N_ ("{partner} does not encrypt files"),
    N_ ("The server refused to encrypt the data channel. Nothing was sent without encryption, so no file moved."),
    N_ ("Most likely your user is not permitted to protect data (PROT P, on IBM i SECDATA)."),
    N_ ("Ask the partner to permit encrypted data for your user.") },
  { K (NO_ENCRYPTION), P (SETUP), NULL, N_ ("{partner} does not encrypt files"),
    N_ ("The server refused to encrypt the data channel. Nothing was sent without encryption, so no file moved."),
    N_ ("Most likely your user is not permitted to protect data (PROT P, on IBM i SECDATA)."),
    N_ ("Ask the partner to permit encrypted data for your user.") },
  { K (NO_ENCRYPTION), P (DATA_OPEN), NULL, N_ ("{partner} does not encrypt files"),
    N_ ("The server refused to encrypt the data channel. Nothing was sent without encryption, so no file moved."),
    N_ ("Most likely your user is not permitted to protect data (PROT P, on IBM i SECDATA)."),
    N_ ("Ask the partner to permit encrypted data for your user.") },
  { K (NO_ENCRYPTION), ANY, NULL, N_ ("{partner} does not encrypt here"),
    N_ ("The server refused to switch encryption on. Nothing was sent, neither your user name nor your password."),
    N_ ("Most likely this port is for something else; some servers encrypt from the first byte on port 990."),
    N_ ("Compare protocol and port with the sheet; ask the partner on which port TLS is offered.") },

  { K (TLS), P (DATA_OPEN), NULL, N_ ("The data channel could not be encrypted"),
    N_ ("The two sides could not agree on encryption for the channel that carries files."), NULL, TRY_AGAIN },
  { K (TLS), P (DATA), NULL, N_ ("The encrypted data channel broke"), N_ ("Encryption of the data channel failed{when}."),
    NULL, TRY_AGAIN },
  { K (TLS), P (HANDSHAKE), NULL, N_ ("Encryption with {partner} could not be agreed"),
    N_ ("The TLS handshake failed. Neither user name nor password was sent."), NULL,
    N_ ("Ask the partner which TLS versions and ciphers the server offers; TLS 1.2 or newer is needed.") },
  { K (TLS), ANY, NULL, N_ ("Encryption with {partner} failed"), N_ ("The encrypted connection failed{when}."), NULL,
    N_ ("Check the connection step by step; ask the partner which TLS versions the server offers.") },

  { K (PLAIN_TEXT), P (DATA_OPEN), NULL, N_ ("{partner} answered without encryption"),
    N_ ("The data channel was not encrypted although the server had agreed to it. Nothing was sent or kept."),
    N_ ("Most likely the server ignores the request to protect data."),
    N_ ("Tell the partner: data comes in clear text after PROT P.") },
  { K (PLAIN_TEXT), P (DATA), NULL, N_ ("{partner} answered without encryption"),
    N_ ("The data channel was not encrypted although the server had agreed to it. Nothing was sent or kept."),
    N_ ("Most likely the server ignores the request to protect data."),
    N_ ("Tell the partner: data comes in clear text after PROT P.") },
  { K (PLAIN_TEXT), P (GREETING), NULL, N_ ("{partner} answered without encryption"),
    N_ ("The server answered in plain text where encryption was due. Neither user name nor password was sent."),
    N_ ("Most likely protocol and port do not fit: port 21 encrypts after connecting, port 990 from the first byte."),
    N_ ("Change protocol or port to what the sheet says, then check the connection.") },
  { K (PLAIN_TEXT), P (ENCRYPTION), NULL, N_ ("{partner} answered without encryption"),
    N_ ("The server answered in plain text where encryption was due. Neither user name nor password was sent."),
    N_ ("Most likely protocol and port do not fit: port 21 encrypts after connecting, port 990 from the first byte."),
    N_ ("Change protocol or port to what the sheet says, then check the connection.") },
  { K (PLAIN_TEXT), P (HANDSHAKE), NULL, N_ ("{partner} answered without encryption"),
    N_ ("The server answered in plain text where encryption was due. Neither user name nor password was sent."),
    N_ ("Most likely protocol and port do not fit: port 21 encrypts after connecting, port 990 from the first byte."),
    N_ ("Change protocol or port to what the sheet says, then check the connection.") },
  { K (PLAIN_TEXT), ANY, NULL, N_ ("{partner} answered without encryption"),
    N_ ("The server answered in plain text where encryption was due."),
    N_ ("Most likely protocol and port do not fit: port 21 encrypts after connecting, port 990 from the first byte."),
    N_ ("Change protocol or port to what the sheet says, then check the connection.") },

  /* The reasons come from the verdict. */
  { K (UNTRUSTED), P (DATA_OPEN), NULL, N_ ("The data channel’s certificate is not trusted"),
    N_ ("The channel for files showed another certificate than the server did. No file was sent or fetched."), NULL,
    N_ ("Ask the partner why the data channel shows another certificate.") },
  { K (UNTRUSTED), P (DATA), NULL, N_ ("The data channel’s certificate is not trusted"),
    N_ ("The channel for files showed another certificate than the server did. No file was sent or fetched."), NULL,
    N_ ("Ask the partner why the data channel shows another certificate.") },
  { K (UNTRUSTED), ANY, NULL, N_ ("The certificate of {partner} is not trusted"),
    N_ ("Waybill stopped before sending anything. Your user name, your password and your files are safe."), NULL,
    N_ ("Ask the partner by telephone for the fingerprint of their certificate, and compare it.") },

  { K (CERTIFICATE_WANTED), ANY, NULL, N_ ("{partner} wants a certificate"),
    N_ ("The server wants to see a certificate, and none is assigned to this partner."),
    N_ ("If a .pfx or .p12 file came with the sheet, it is this."),
    N_ ("Import that file, or assign a certificate that the store already holds.") },

  { K (CERTIFICATE_REFUSED), ANY, NULL, N_ ("{partner} did not accept our certificate"),
    N_ ("The server refused the certificate that was shown."), NULL,
    N_ ("Check which certificate is assigned and when it runs out; then ask the partner whether it is registered.") },

  /* The reason depends on whether a certificate was shown. */
  { K (LOGIN), ANY, NULL, N_ ("{partner} did not let us in"), N_ ("The server refused the login."), NULL,
    N_ ("Check user name and password against the sheet; then ask the partner whether the user is ready.") },

  { K (LOCAL), ANY, NULL, N_ ("A file on this computer is in the way"), N_ ("This computer could not read or write {file}."),
    NULL, N_ ("Check that the folder exists, and that you may read and write there.") },
  { K (NO_SPACE), ANY, NULL, N_ ("The disk of this computer is full"), N_ ("There was no room left for {file}."),
    N_ ("The disk, or your share of it, is full. What stood there before is untouched."),
    N_ ("Make room or choose another folder, then try again.") },
  { K (LOCAL_EXISTS), ANY, NULL, N_ ("The file is already there"),
    N_ ("This computer already has {file}. It was left as it is."), N_ ("Nobody said that it may be replaced."),
    N_ ("Choose whether to replace it, keep both or leave it out; on the command line that is --overwrite.") },
  { K (EXISTS), ANY, NULL, N_ ("The file is already at {partner}"),
    N_ ("The server already has {file}. It was left as it is."), N_ ("Nobody said that it may be replaced."),
    N_ ("Choose whether to replace it, keep both or leave it out; on the command line that is --overwrite.") },

  { K (NOT_FOUND), P (SETUP), "CWD", NO_FOLDER,
    N_ ("The login went well, but the partner’s remote folder is not there: {file}."),
    N_ ("Most likely it is written differently there, capital letters too."), CORRECT_FOLDER },
  { K (DENIED), P (SETUP), "CWD", N_ ("{partner} does not permit this folder"),
    N_ ("The login went well, but your user may not enter the partner’s remote folder: {file}."),
    N_ ("Most likely it is another one, or your user has no right to it."), CORRECT_FOLDER },
  { K (NOT_FOUND), ANY, "CWD", NO_FOLDER, NO_SUCH_FOLDER, NULL, COMPARE_FOLDER },
  { K (NOT_FOUND), ANY, "STOR", NO_FOLDER, N_ ("The server finds no folder to put {file} into."), NULL, COMPARE_FOLDER },
  { K (NOT_FOUND), ANY, "MLSD", NO_FOLDER, NO_SUCH_FOLDER, NULL, COMPARE_FOLDER },
  { K (NOT_FOUND), ANY, "LIST", NO_FOLDER, NO_SUCH_FOLDER, NULL, COMPARE_FOLDER },
  { K (NOT_FOUND), ANY, NULL, N_ ("{partner} does not have this"), N_ ("The server does not find {file}."),
    N_ ("Most likely the name is written differently there, or somebody fetched it before."),
    N_ ("List the folder and compare the name, capital letters too.") },
  { K (DENIED), ANY, NULL, N_ ("{partner} does not permit this"), N_ ("The server does not permit this with {file}."),
    N_ ("Most likely your user has no right to this folder or file."),
    N_ ("Compare the folder with the sheet; ask the partner to give your user the right.") },
  { K (REMOTE_FULL), ANY, NULL, N_ ("{partner} has no room left"), N_ ("The server has no room for {file}."),
    N_ ("Its disk, or your share of it, is full."), N_ ("Tell the partner, and send again when there is room.") },

  { K (NOT_RESUMED), ANY, NULL, N_ ("The data channel was not resumed"),
    N_ ("The data channel did not continue the TLS session of the login, so no file was moved."),
    N_ ("Most likely the server lost the session, or something on the way took it over."),
    N_ ("Connect again; if it keeps happening, copy the report and ask the partner’s help desk.") },
  { K (DATA), ANY, NULL, N_ ("The data channel could not be opened"),
    N_ ("The login went well, but the channel for files did not open."),
    N_ ("Most likely a firewall is in between, or the server could not use the TLS session again."), ASK_DATA_PORTS },

  { K (TRUNCATED), ANY, "STOR", N_ ("The file did not arrive whole"),
    N_ ("The server has fewer or other bytes of {file} than were sent."),
    N_ ("Most likely the connection ended too early. No partial file counts as delivered."),
    N_ ("Send it again, and tell the partner not to use the incomplete one.") },
  { K (TRUNCATED), ANY, NULL, N_ ("The file did not arrive whole"),
    N_ ("Fewer or other bytes of {file} came than announced. No partial file stands under the final name."),
    N_ ("Most likely the connection ended too early, or the file changed meanwhile."),
    N_ ("Try again; if it keeps happening, ask the partner whether the file is complete on their side.") },

  { K (TIMED_OUT), P (NAME), NULL, NOT_REACHED, N_ ("No answer came{when}."),
    N_ ("Most likely this computer’s network or name service does not work."), N_ ("Check the network, then try again.") },
  { K (TIMED_OUT), P (REACH), NULL, NOT_REACHED, N_ ("The server did not answer{when}."),
    N_ ("Most likely a firewall swallows the connection, or host or port are wrong."),
    N_ ("Compare host and port with the sheet; ask the partner whether your address is let through.") },
  { K (TIMED_OUT), P (GREETING), NULL, N_ ("{partner} does not answer"),
    N_ ("The server did not answer: no greeting came after connecting."),
    N_ ("Most likely the port wants encryption from the first byte, or the server is overloaded."),
    N_ ("Compare protocol and port with the sheet, then try again later.") },
  { K (TIMED_OUT), P (DATA_OPEN), NULL, N_ ("{partner} does not answer"), N_ ("The server stopped answering{when}."),
    N_ ("Most likely a firewall on the way closes the ports for data."), ASK_DATA_PORTS },
  { K (TIMED_OUT), P (DATA_END), NULL, N_ ("{partner} does not answer"), N_ ("The server stopped answering{when}."),
    N_ ("Most likely a firewall cut the control connection because it was silent for long."),
    N_ ("Try again; Waybill compares the size before it says that a file is delivered.") },
  { K (TIMED_OUT), ANY, NULL, N_ ("{partner} does not answer"), N_ ("The server stopped answering{when}."),
    N_ ("Most likely the server is overloaded, or the network between is cut."),
    N_ ("Try again later; if it keeps happening, ask the partner whether the server needs more time (--timeout).") },

  { K (CANCELLED), ANY, NULL, N_ ("Stopped"), N_ ("This was stopped on request{when}."), NULL,
    N_ ("Start it again when you like; what was finished stays finished.") },

  { K (PROTOCOL), ANY, NULL, N_ ("{partner} answered in a way that makes no sense"),
    N_ ("The server’s answer broke the rules of the protocol{when}."),
    N_ ("Most likely another kind of server answers here, or a device on the way changes the answers."),
    N_ ("Compare protocol and port with the sheet; copy the report for the partner’s help desk.") },
  { K (UNSAFE), ANY, NULL, N_ ("Waybill stopped for safety"),
    N_ ("The name {file} could do harm, so nothing was done with it."),
    N_ ("Names that leave their folder or hold control characters are never used."),
    N_ ("Ask the partner for another name.") },
  { K (UNSUPPORTED), ANY, NULL, N_ ("{partner} cannot do this"),
    N_ ("The server or this protocol does not offer what this needs{command}."), NULL,
    N_ ("Choose another way, or ask the partner whether the server can do it.") },
};

const gsize waybill_words_n_error_rows = G_N_ELEMENTS (waybill_words_error_rows);

/* Servers say no to a folder with content in many words, and few of them say why. */
const WaybillWordsErrorRow waybill_words_not_empty_row = { K (FAILED),
                                                           ANY,
                                                           "RMD",
                                                           N_ ("The folder is not empty"),
                                                           N_ ("The server did not delete {file}."),
                                                           N_ ("Most likely there are still files or folders in it."),
                                                           N_ ("Open it, delete what is in it, then delete the folder.") };

const WaybillWordsErrorRow waybill_words_folder_row
    = { K (NOT_FOUND),
        ANY,
        "RETR",
        N_ ("This is a folder"),
        N_ ("At {partner}, {file} is no file that can be fetched."),
        N_ ("The server’s answer says that it is a folder, or something else than a file."),
        N_ ("List the folder and fetch the files in it.") };
