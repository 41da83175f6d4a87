/* The settings that a partner may have beyond its address, as KEY=VALUE: one table of what is known, what it may be and what
 * it means. It holds no partner's values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_SETTING_CHOICE,
  WAYBILL_PARTNER_SETTING_NUMBER,
  WAYBILL_PARTNER_SETTING_TEXT,   /* one line */
  WAYBILL_PARTNER_SETTING_HOST,   /* a name or a numeric address */
  WAYBILL_PARTNER_SETTING_PORTS,  /* empty, or "LOW-HIGH" */
  WAYBILL_PARTNER_SETTING_CHARSET, /* one that this computer has and names can travel in */
} WaybillPartnerSettingKind;

typedef struct
{
  const char                *key;
  WaybillPartnerSettingKind  kind;
  const char                *choices; /* "a|b|c"; NULL for a number; of a text what stands for it in help */
  guint                      least, most; /* of a number; of a text how many bytes */
  const char                *standard;
  const char                *meaning; /* one line, plain English; words translates */
} WaybillPartnerSetting;

const WaybillPartnerSetting *waybill_partner_setting_list  (guint       *n_settings);
const WaybillPartnerSetting *waybill_partner_setting_find  (const char  *key); /* (nullable) */
/* Unknown key or a value that the key cannot have: WAYBILL_PARTNER_ERROR_SETTING. */
gboolean                     waybill_partner_setting_check (const char  *key,
                                                            const char  *value,
                                                            GError     **error);

G_END_DECLS
