/* What Waybill needs of this computer, looked at without changing it: keyring, clock, network, permissions of the store. */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_CLI_DOCTOR_OK,
  WAYBILL_CLI_DOCTOR_WARN,
  WAYBILL_CLI_DOCTOR_FAIL,
} WaybillCliDoctorResult;

typedef struct
{
  const char            *name;   /* for --json: "keyring" */
  WaybillCliDoctorResult result;
  char                  *detail; /* a sentence or two */
} WaybillCliDoctorFinding;

/* (element-type WaybillCliDoctorFinding) (transfer full). */
GPtrArray *waybill_cli_doctor_examine (WaybillCli *self);
int        waybill_cli_doctor_run     (WaybillCli *self);

G_END_DECLS
