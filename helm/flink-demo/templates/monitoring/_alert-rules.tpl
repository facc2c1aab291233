{{/* Rules of Prometheus. The keeper's figures are found by its Service; Flink's by the job's name, as Flink may be anybody's. */}}
{{- define "flink-demo.alertRules" -}}
{{- $limits := .Values.prometheusRule.limits }}
{{- $of := printf "namespace=%q" .Release.Namespace }}
{{- if .Values.pipeline.enabled }}
{{- $keeper := printf "%s,job=%q" $of (include "flink-demo.name" (dict "root" . "component" "keeper")) }}
{{- $job := printf "job_name=~%q" (printf "%s_[0-9a-f]{8}" (regexReplaceAll "[^a-zA-Z0-9:_]" (.Values.pipeline.options.jobName | default "fraud-detection" | toString) "_")) }}
- alert: FraudJobNotRunning
  expr: max(fraud_keeper_job_running{ {{- $keeper -}} }) == 0 or absent(fraud_keeper_job_running{ {{- $keeper -}} })
  for: 2m
  labels: { severity: critical }
  annotations:
    summary: The fraud detection does not run
    description: >-
      No payment is judged. `kubectl --namespace {{ .Release.Namespace }} logs deployment/{{ include "flink-demo.name" (dict "root" . "component" "keeper") }}`
      says why, and what the keeper does about it; without the keeper nobody starts the job.
- alert: FraudCheckpointTooOld
  expr: max(fraud_keeper_checkpoint_age_seconds{ {{- $keeper -}} }) > {{ $limits.checkpointAgeSeconds }}
  for: 1m
  labels: { severity: warning }
  annotations:
    summary: 'The newest checkpoint is {{ "{{" }} $value | humanizeDuration {{ "}}" }} old'
    description: After a fault all payments since then are read again. Flink's page shows why checkpoints fail or take long.
- alert: FraudJobRestarts
  expr: max(changes(fraud_keeper_job_restarts{ {{- $keeper -}} }[15m])) + max(increase(fraud_keeper_starts_total{ {{- $keeper -}} }[15m])) > {{ $limits.restartsPer15Minutes }}
  labels: { severity: warning }
  annotations:
    summary: The fraud detection starts again and again
    description: By Flink, or by the keeper. The exceptions on Flink's page and the keeper's log say why.
- alert: FraudDeadLetters
  expr: sum(rate(flink_taskmanager_job_task_operator_numRecordsSend{operator_name=~"writeDeadLetters.*",{{ $job }}}[5m])) * 60 > {{ $limits.deadLettersPerMinute }}
  for: 5m
  labels: { severity: warning }
  annotations:
    summary: '{{ "{{" }} $value | humanize {{ "}}" }} dead letters a minute'
    description: The topic {{ .Values.topics.deadLetter }} has each of them with its reason.
- alert: FraudLag
  expr: sum(flink_taskmanager_job_task_operator_pendingRecords{ {{- $job -}} }) > {{ $limits.lagRecords }}
  for: 5m
  labels: { severity: warning }
  annotations:
    summary: '{{ "{{" }} $value | humanize {{ "}}" }} payments wait to be read'
    description: Alerts come late. The busiest step on Flink's page, or `npm run doctor`, says what would help.
- alert: FraudPaymentsTooLate
  expr: sum(rate(flink_taskmanager_job_task_operator_droppedDueToLateness{ {{- $job -}} }[5m])) * 60 > {{ $limits.tooLatePerMinute }}
  for: 5m
  labels: { severity: warning }
  annotations:
    summary: '{{ "{{" }} $value | humanize {{ "}}" }} payments a minute come too late to be summed'
    description: They are in the topic {{ .Values.topics.deadLetter }} as too-late; pipeline.options.allowedLateness says how late one may be.
{{- if .Values.pipeline.rulesTopic }}
- alert: FraudRulesLag
  expr: max(flink_taskmanager_job_task_operator_rulesLagMs{ {{- $job -}} }) / 1000 > {{ $limits.rulesLagSeconds }}
  for: 1m
  labels: { severity: critical }
  annotations:
    summary: 'Payments wait for rules that are {{ "{{" }} $value | humanizeDuration {{ "}}" }} behind'
    description: >-
      The topic {{ .Values.pipeline.rulesTopic }} cannot be read, and nobody is judged by rules that may be old. The TaskManager's log says why,
      `npm run doctor` what the topic lacks.
{{- end }}
{{- end }}
{{- if .Values.viewer.enabled }}
- alert: FraudViewerLag
  expr: sum(viewer_consumer_lag_records{ {{- $of }},job={{ include "flink-demo.name" (dict "root" . "component" "viewer") | quote -}} }) > {{ $limits.viewerLagRecords }}
  for: 5m
  labels: { severity: warning }
  annotations:
    summary: '{{ "{{" }} $value | humanize {{ "}}" }} alerts wait to be shown'
    description: The log of the viewer's pods says whether they are cut off from Kafka.
{{- end }}
{{- end }}
