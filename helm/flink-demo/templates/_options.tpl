{{/* Options as a program's YAML file has them: kebab-case, without those that are left empty. */}}
{{- define "flink-demo.options" -}}
{{- range $name, $value := . }}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) }}
{{ kebabcase $name }}: {{ toJson $value }}
{{- end }}
{{- end }}
{{- end }}

{{/* Options as a program's environment, a JSON list. dict prefix, options (by the names of its YAML file). */}}
{{- define "flink-demo.environment" -}}
{{- $environment := list }}
{{- range $name, $value := .options }}
{{- $environment = append $environment (dict "name" (printf "%s_%s" $.prefix ($name | replace "-" "_" | upper)) "value" (toString $value)) }}
{{- end }}
{{- toJson $environment -}}
{{- end }}

{{/* How to reach Kafka, the same for every program. Secrets are files. */}}
{{- define "flink-demo.kafkaOptions" -}}
{{- with .Values.kafka -}}
brokers: {{ .brokers | quote }}
{{- if .tls.enabled }}
tls: true
{{- if .tls.existingSecret }}
{{- with .tls.caKey }}
tls-ca-file: /etc/kafka/tls/{{ . }}
{{- end }}
{{- with .tls.certKey }}
tls-cert-file: /etc/kafka/tls/{{ . }}
{{- end }}
{{- with .tls.keyKey }}
tls-key-file: /etc/kafka/tls/{{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- if .sasl.mechanism }}
sasl-mechanism: {{ .sasl.mechanism }}
sasl-username: {{ .sasl.username | quote }}
sasl-password-file: /etc/kafka/sasl/{{ .sasl.passwordKey }}
{{- if .sasl.allowPlaintext }}
allow-plaintext-passwords: true
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Readable by the group that fsGroup names; 288 is 0440 in the decimals that every YAML parser agrees on. */}}
{{- define "flink-demo.kafkaVolumes" -}}
{{- with .Values.kafka }}
{{- if and .tls.enabled .tls.existingSecret }}
- name: kafka-tls
  secret: { secretName: {{ .tls.existingSecret }}, defaultMode: 288 }
{{- end }}
{{- if .sasl.mechanism }}
- name: kafka-sasl
  secret: { secretName: {{ .sasl.existingSecret }}, defaultMode: 288 }
{{- end }}
{{- end }}
{{- end }}

{{- define "flink-demo.kafkaMounts" -}}
{{- with .Values.kafka }}
{{- if and .tls.enabled .tls.existingSecret }}
- { name: kafka-tls, mountPath: /etc/kafka/tls, readOnly: true }
{{- end }}
{{- if .sasl.mechanism }}
- { name: kafka-sasl, mountPath: /etc/kafka/sasl, readOnly: true }
{{- end }}
{{- end }}
{{- end }}

{{/* How to reach the schema registry, for a part with these options. dict root, options. */}}
{{- define "flink-demo.registryOptions" -}}
{{- with .root.Values.schemaRegistry }}
{{- if include "flink-demo.asksRegistry" $ }}
schema-registry: {{ .url | quote }}
{{- if .username }}
schema-registry-username: {{ .username | quote }}
schema-registry-password-file: /etc/schema-registry/{{ .passwordKey }}
{{- end }}
{{- with .caKey }}
schema-registry-ca-file: /etc/schema-registry/{{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "flink-demo.asksRegistry" -}}
{{- if and .root.Values.schemaRegistry.url (has "avro" (list (toString .options.format) (toString .options.alertFormat))) }}true{{ end }}
{{- end }}

{{/* The viewer reads alerts as the pipeline writes them. */}}
{{- define "flink-demo.viewer.registry" -}}
{{- dict "alertFormat" .Values.pipeline.options.alertFormat | toYaml }}
{{- end }}

{{- define "flink-demo.registryVolumes" -}}
{{- with .root.Values.schemaRegistry.existingSecret }}
{{- if include "flink-demo.asksRegistry" $ }}
- name: schema-registry
  secret: { secretName: {{ . }}, defaultMode: 288 }
{{- end }}
{{- end }}
{{- end }}

{{- define "flink-demo.registryMounts" -}}
{{- if and .root.Values.schemaRegistry.existingSecret (include "flink-demo.asksRegistry" .) }}
- { name: schema-registry, mountPath: /etc/schema-registry, readOnly: true }
{{- end }}
{{- end }}
