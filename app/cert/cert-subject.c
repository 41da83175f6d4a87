/* A distinguished name as people type it, checked and taken apart: RFC 4514, and what is typed in its place: blanks around,
 * `;` as RFC 2253 had it, OpenSSL's `/C=DE/CN=anna`, and the large before the small. */

#include "cert-subject.h"

#include "cert-request.h"

#include <gnutls/x509.h>
#include <string.h>

#define MAX_PARTS 32

/* What a part is called, and how long X.520 lets it be (RFC 5280, appendix A.1, upper bounds), in characters. */
typedef struct
{
  const char *names; /* without case, between blanks */
  const char *oid;
  guint longest;
  gboolean may_repeat;
} Type;

static const Type types[] = {
  { " cn commonname ", GNUTLS_OID_X520_COMMON_NAME, 64, FALSE },
  { " o organization organizationname organisation ", GNUTLS_OID_X520_ORGANIZATION_NAME, 64, FALSE },
  { " ou organizationalunit organizationalunitname organizationunit ", GNUTLS_OID_X520_ORGANIZATIONAL_UNIT_NAME, 64, TRUE },
  { " l locality localityname city ", GNUTLS_OID_X520_LOCALITY_NAME, 128, FALSE },
  { " st s state stateorprovincename province ", GNUTLS_OID_X520_STATE_OR_PROVINCE_NAME, 128, FALSE },
  { " c country countryname ", GNUTLS_OID_X520_COUNTRY_NAME, 2, FALSE },
  { " street streetaddress ", "2.5.4.9", 128, FALSE },
  { " dc domaincomponent ", GNUTLS_OID_LDAP_DC, 63, TRUE },
  { " uid userid ", GNUTLS_OID_LDAP_UID, 256, FALSE },
  { " e email emailaddress ", GNUTLS_OID_PKCS9_EMAIL, 255, FALSE },
  { " serialnumber ", "2.5.4.5", 64, FALSE },
  { " gn givenname ", "2.5.4.42", 64, FALSE },
  { " sn surname ", "2.5.4.4", 64, FALSE },
  { " t title ", "2.5.4.12", 64, FALSE },
};

typedef struct
{
  const char *at;
  char separator; /* '/' for OpenSSL's form, else ',' (and ';') */
  GPtrArray *parts;
  gboolean has[G_N_ELEMENTS (types)];
  WaybillCertSubjectFault fault;
  char *part;
  guint longest;
} Parser;

static void
part_free (gpointer data)
{
  WaybillCertSubjectPart *part = data;

  g_free (part->value);
  g_free (part);
}

static gboolean
fail (Parser *self, WaybillCertSubjectFault fault, const char *part, gssize length)
{
  self->fault = fault;
  self->part = length < 0 ? g_strdup (part) : g_strndup (part, (gsize) length);
  if (self->part != NULL)
    g_strstrip (self->part);
  return FALSE;
}

static const Type *
find_type (const char *name, gsize length)
{
  g_autofree char *trimmed = g_strndup (name, length);
  g_autofree char *folded = g_ascii_strdown (g_strstrip (trimmed), -1);
  g_autofree char *wanted = g_strdup_printf (" %s ", folded);

  if (*folded == '\0' || strchr (folded, ' ') != NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strstr (types[i].names, wanted) != NULL)
      return &types[i];
  return NULL;
}

static gboolean
is_separator (const Parser *self, char c)
{
  return c == self->separator || (self->separator == ',' && c == ';');
}

/* Up to the next separator that neither a backslash nor quotation marks hide; NULL where one of those has no end. */
static const char *
find_end (const Parser *self, const char *from)
{
  gboolean is_quoted = FALSE;
  const char *at = from;

  for (; *at != '\0' && (is_quoted || !is_separator (self, *at)); at++)
    if (*at == '"' && self->separator == ',')
      is_quoted = !is_quoted;
    else if (*at == '\\' && *++at == '\0')
      return NULL;
  return is_quoted ? NULL : at;
}

/* What a backslash at @at stands for (RFC 4514, 2.4): a byte of two hex digits, or the next character. How much was read. */
static gsize
take_escaped (GString *value, const char *at, const char *end)
{
  if (end - at > 2 && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
    {
      g_string_append_c (value, (char) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2])));
      return 3;
    }
  g_string_append_c (value, at[1]);
  return 2;
}

/* Without backslashes and quotation marks. Blanks around go, but not those that were escaped or quoted. */
static GString *
dup_value (const Parser *self, const char *from, const char *end)
{
  GString *value = g_string_new (NULL);
  gboolean is_quoted = FALSE;
  gsize kept = 0;

  while (from < end && *from == ' ')
    from++;
  while (from < end)
    {
      gboolean is_kept = is_quoted || *from != ' ';

      if (*from == '"' && self->separator == ',')
        {
          is_quoted = !is_quoted;
          from++;
          continue;
        }
      if (*from == '\\')
        from += take_escaped (value, from, end);
      else
        g_string_append_c (value, *from++);
      if (is_kept)
        kept = value->len;
    }
  g_string_truncate (value, kept);
  return value;
}

static gboolean
is_clean (const char *value, gsize length)
{
  if (!g_utf8_validate_len (value, length, NULL))
    return FALSE;
  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
is_plain (const char *value)
{
  for (const char *at = value; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at))
      return FALSE;
  return TRUE;
}

/* What only some parts have to be: a country is two letters (ISO 3166), and mail addresses and domains are ASCII
 * (IA5String). */
static gboolean
is_good_value (const Type *type, char *value)
{
  if (g_str_equal (type->oid, GNUTLS_OID_X520_COUNTRY_NAME))
    {
      for (char *at = value; *at != '\0'; at++)
        *at = g_ascii_toupper (*at);
      return g_ascii_isalpha (value[0]) && g_ascii_isalpha (value[1]) && value[2] == '\0';
    }
  if (g_str_equal (type->oid, GNUTLS_OID_PKCS9_EMAIL))
    return is_plain (value) && strchr (value, '@') != NULL && strchr (value, ':') == NULL
           && waybill_cert_request_check_name (value, NULL, NULL);
  return !g_str_equal (type->oid, GNUTLS_OID_LDAP_DC) || is_plain (value);
}

/* "CN=a+OU=b" would be one part with two values, which nobody types on purpose; "R+D" is a name. */
static gboolean
is_joined (const char *from, const char *end)
{
  for (const char *at = from; at < end; at++)
    if (*at == '\\')
      at++;
    else if (*at == '"')
      return FALSE;
    else if (*at == '+')
      {
        const char *equals = memchr (at, '=', (gsize) (end - at));

        if (equals != NULL && find_type (at + 1, (gsize) (equals - at - 1)) != NULL)
          return TRUE;
      }
  return FALSE;
}

static gboolean
take_value (Parser *self, const Type *type, const char *from, const char *equals, const char *end)
{
  gboolean is_country = g_str_equal (type->oid, GNUTLS_OID_X520_COUNTRY_NAME);
  g_autoptr (GString) value = dup_value (self, equals + 1, end);
  WaybillCertSubjectPart *part;

  if (is_joined (equals, end))
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_JOINED, from, end - from);
  if (value->len == 0)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_NO_VALUE, from, end - from);
  if (!is_clean (value->str, value->len))
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_CHARACTERS, from, equals - from);
  self->longest = type->longest;
  if (!is_country && g_utf8_strlen (value->str, -1) > type->longest)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_VALUE_LONG, from, end - from);
  if (!is_good_value (type, value->str))
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_VALUE, from, end - from);
  if (self->has[type - types] && !type->may_repeat)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_TWICE, from, equals - from);
  if (self->parts->len == MAX_PARTS)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_LONG, NULL, -1);
  self->has[type - types] = TRUE;
  part = g_new0 (WaybillCertSubjectPart, 1);
  part->oid = type->oid;
  part->value = g_strdup (value->str);
  g_ptr_array_add (self->parts, part);
  return TRUE;
}

static gboolean
take_part (Parser *self)
{
  const char *from = self->at;
  const char *end = find_end (self, from);
  const char *equals;
  const Type *type;

  if (end == NULL)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_QUOTE, from, -1);
  self->at = *end == '\0' ? end : end + 1;
  equals = memchr (from, '=', (gsize) (end - from));
  if (equals == NULL)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_NO_EQUALS, from, end - from);
  type = find_type (from, (gsize) (equals - from));
  if (type == NULL)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_TYPE, from, equals - from);
  return take_value (self, type, from, equals, end);
}

/* RFC 4514 writes the small first and X.500 encodes the large first. Who typed the large first (OpenSSL shows it so) is
 * recognised by the country in front or the common name at the end, and left as it is. */
static void
put_in_order (Parser *self)
{
  const WaybillCertSubjectPart *first = self->parts->pdata[0];
  const WaybillCertSubjectPart *last = self->parts->pdata[self->parts->len - 1];
  gboolean is_country_first = g_str_equal (first->oid, GNUTLS_OID_X520_COUNTRY_NAME);
  gboolean is_name_first = g_str_equal (first->oid, GNUTLS_OID_X520_COMMON_NAME);
  gboolean is_name_last = g_str_equal (last->oid, GNUTLS_OID_X520_COMMON_NAME);
  gboolean is_large_first = self->separator == '/' || is_country_first || (is_name_last && !is_name_first);

  for (guint i = 0; !is_large_first && i < self->parts->len / 2; i++)
    {
      gpointer swapped = self->parts->pdata[i];

      self->parts->pdata[i] = self->parts->pdata[self->parts->len - 1 - i];
      self->parts->pdata[self->parts->len - 1 - i] = swapped;
    }
}

static gboolean
parse (Parser *self, const char *text)
{
  gsize length = strlen (text);

  if (length > WAYBILL_CERT_REQUEST_MAX_SUBJECT)
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_LONG, NULL, -1);
  if (!is_clean (text, length))
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_CHARACTERS, NULL, -1);
  while (*text == ' ')
    text++;
  if (*text == '\0')
    return fail (self, WAYBILL_CERT_SUBJECT_FAULT_EMPTY, NULL, -1);
  self->separator = *text == '/' ? '/' : ',';
  self->at = *text == '/' ? text + 1 : text;
  do
    if (!take_part (self))
      return FALSE;
  while (*self->at != '\0');
  put_in_order (self);
  return TRUE;
}

/**
 * waybill_cert_subject_parse:
 * @text: as typed, at most %WAYBILL_CERT_REQUEST_MAX_SUBJECT bytes
 * @fault: (out) (optional): what is wrong with it
 * @part: (out) (optional) (nullable) (transfer full): the part that is, as typed
 * @longest: (out) (optional): with %WAYBILL_CERT_SUBJECT_FAULT_VALUE_LONG, how many characters it may have
 *
 * Takes a distinguished name apart (RFC 4514). Also taken: `;` between parts, OpenSSL's `/C=DE/CN=anna`, names of parts in
 * full, and the large before the small where a country begins or the common name ends it. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type WaybillCertSubjectPart): the parts as X.500 encodes them, the large
 * first; %NULL with
 *   @fault
 */
GPtrArray *
waybill_cert_subject_parse (const char *text, WaybillCertSubjectFault *fault, char **part, guint *longest)
{
  Parser parser = { .parts = g_ptr_array_new_with_free_func (part_free) };
  gboolean is_good = parse (&parser, text);

  if (fault != NULL)
    *fault = parser.fault;
  if (longest != NULL)
    *longest = parser.longest;
  if (part != NULL)
    *part = g_steal_pointer (&parser.part);
  g_free (parser.part);
  if (!is_good)
    g_clear_pointer (&parser.parts, g_ptr_array_unref);
  return parser.parts;
}

/**
 * waybill_cert_subject_escape:
 * @value: UTF-8
 *
 * Returns: (transfer full): @value with the backslashes of RFC 4514, 2.4: waybill_cert_subject_parse() gives it back
 */
char *
waybill_cert_subject_escape (const char *value)
{
  GString *text = g_string_new (NULL);
  gsize length = strlen (value);

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_edge = (i == 0 && (value[i] == '#' || value[i] == ' ')) || (i + 1 == length && value[i] == ' ');

      if (is_edge || strchr ("\"+,;<>\\=", value[i]) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, value[i]);
    }
  return g_string_free (text, FALSE);
}
