{{- define "flink-demo.viewer.config" -}}
{{ include "flink-demo.kafkaOptions" . }}
topic: {{ .Values.topics.fraud | quote }}
host: 0.0.0.0
port: 8080
{{- if .Values.viewer.authToken.existingSecret }}
auth-token-file: /etc/viewer/token/{{ .Values.viewer.authToken.key }}
{{- end }}
{{- if and .Values.viewer.ingress.enabled (not .Values.viewer.options.allowedHosts) }}
{{- $name := include "flink-demo.name" (dict "root" . "component" "viewer") }}
{{- $service := list $name (printf "%s.%s" $name .Release.Namespace) (printf "%s.%s.svc" $name .Release.Namespace) (printf "%s.%s.svc.cluster.local" $name .Release.Namespace) }}
allowed-hosts: {{ join "," (concat .Values.viewer.ingress.hosts $service) | quote }}
{{- end }}
{{- include "flink-demo.options" .Values.viewer.options }}
{{- end }}
