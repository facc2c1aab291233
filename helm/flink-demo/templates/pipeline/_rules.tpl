{{/* "true" where a hook publishes the values' rules. */}}
{{- define "flink-demo.rules.published" -}}
{{- with .Values.pipeline }}{{ if and .enabled .rulesTopic (ne .publishRules "none") }}true{{ end }}{{ end -}}
{{- end }}

{{/* How `rules.js` finds the topic, and `more` options: an environment, as JSON. dict root, more. */}}
{{- define "flink-demo.rules.environment" -}}
{{- $options := merge (fromYaml (include "flink-demo.kafkaOptions" .root)) (dict "rules-topic" .root.Values.pipeline.rulesTopic) .more }}
{{- include "flink-demo.environment" (dict "prefix" "RULES" "options" $options) -}}
{{- end }}
