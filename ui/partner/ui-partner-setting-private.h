/* One row for one setting of a partner: a switch, a list or a line of text, whichever the setting is. Which settings there are is
 * ui-partner-network's. */
#pragma once

#include <adwaita.h>

#include "ui-partner-draft-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char *value;
  const char *label; /* to be translated */
} WaybillUiPartnerChoice;

typedef struct
{
  const char                   *key;
  const char                   *title;     /* to be translated, with a mnemonic */
  const char                   *subtitle;  /* (nullable) likewise; of a yes or no */
  const WaybillUiPartnerChoice *choices;   /* (nullable) ends with a NULL value: a list; what else the partner has is added */
} WaybillUiPartnerSetting;

typedef struct _WaybillUiPartnerSettingRow WaybillUiPartnerSettingRow;

/* Adds it to expander, which owns it; setting must live on. The result is lent. */
WaybillUiPartnerSettingRow *waybill_ui_partner_setting_add (AdwExpanderRow                *expander,
                                                            WaybillUiPartnerDraft         *draft,
                                                            const WaybillUiPartnerSetting *setting);
void                        waybill_ui_partner_setting_show (WaybillUiPartnerSettingRow   *self,
                                                            gboolean                       visible);
/* What was typed cannot be its value, or it is empty and needed. */
gboolean                    waybill_ui_partner_setting_is_refused (WaybillUiPartnerSettingRow *self);
/* sentence: (nullable) said where it is left empty. */
void                        waybill_ui_partner_setting_set_needed (WaybillUiPartnerSettingRow *self,
                                                            const char                    *sentence);

G_END_DECLS
