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
- ports: [{ port: {{ include "flink-demo.portOf" .Values.pipeline.flink.url }} }]
{{- end }}
{{- end }}

{{/* The schema registry, for a part with these options: whatever listens at the port of its address. dict root, options. */}}
{{- define "flink-demo.egress.registry" -}}
{{- if include "flink-demo.asksRegistry" . -}}
- ports: [{ port: {{ include "flink-demo.portOf" .root.Values.schemaRegistry.url }} }]
{{- end }}
{{- end }}

{{- define "flink-demo.portOf" -}}
{{- $address := urlParse . }}
{{- regexFind ":[0-9]+$" $address.host | trimPrefix ":" | default (eq $address.scheme "https" | ternary "443" "80") }}
{{- end }}
