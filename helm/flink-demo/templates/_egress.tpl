{{/* Rules of a NetworkPolicy for what a pod may reach. */}}
{{- define "flink-demo.egress.dns" -}}
- ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
{{- end }}

{{/* Kafka at the ports of the bootstrap brokers, and at those that it advertises where they are others. */}}
{{- define "flink-demo.egress.kafka" -}}
{{- $ports := dict }}
{{- range splitList "," .Values.kafka.brokers }}
{{- $_ := set $ports (splitList ":" (trim .) | last) true }}
{{- end }}
{{- range .Values.networkPolicy.kafkaPorts }}
{{- $_ := set $ports (toString (int .)) true }}
{{- end -}}
- ports:
    {{- range $port := keys $ports | sortAlpha }}
    - { port: {{ $port }} }
    {{- end }}
  {{- with .Values.networkPolicy.kafkaPeers }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* Flink's REST API: the created cluster's pod, or whatever listens at the port of the given one. */}}
{{- define "flink-demo.egress.flink" -}}
{{- if .Values.pipeline.flink.create -}}
- ports: [{ port: 8081 }]
  to:
    - podSelector:
        matchLabels:
          {{- include "flink-demo.selector" (dict "root" . "component" "flink") | nindent 10 }}
{{- else -}}
{{- $address := urlParse .Values.pipeline.flink.url }}
{{- $port := regexFind ":[0-9]+$" $address.host | trimPrefix ":" -}}
- ports: [{ port: {{ $port | default (eq $address.scheme "https" | ternary 443 80) }} }]
{{- end }}
{{- end }}
