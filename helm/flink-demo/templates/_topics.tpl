{{/* The environment of the program that creates topics, as JSON. Not a ConfigMap: before installation there is none yet. */}}
{{- define "flink-demo.topics.environment" -}}
{{- $options := fromYaml (include "flink-demo.kafkaOptions" .) }}
{{- $options = merge $options (dict "transactions-topic" .Values.topics.transactions "fraud-topic" .Values.topics.fraud "dead-letter-topic" .Values.topics.deadLetter "shadow-topic" .Values.topics.shadow "rules-topic" .Values.topics.rules "reviews-topic" .Values.topics.reviews) }}
{{- with .Values.topics.partitions }}
{{- $_ := set $options "partitions" (int .) }}
{{- end }}
{{- with .Values.topics.replicationFactor }}
{{- $_ := set $options "replication-factor" (int .) }}
{{- end }}
{{- include "flink-demo.environment" (dict "prefix" "TOPICS" "options" $options) -}}
{{- end }}

{{/* The container that creates the topics. */}}
{{- define "flink-demo.topics.container" -}}
name: topics
{{ include "flink-demo.container" (dict "root" . "settings" .Values.topics "program" "kafka/createTopics" "env" (include "flink-demo.topics.environment" . | fromJsonArray)) }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  {{- include "flink-demo.kafkaMounts" . | indent 2 }}
{{- end }}

{{/* The same before generator and viewer start, where no hook does it. */}}
{{- define "flink-demo.topics.initContainers" -}}
{{- if and .Values.topics.create (eq .Values.topics.by "init") }}
initContainers:
  - {{ include "flink-demo.topics.container" . | indent 4 | trim }}
{{- end }}
{{- end }}
