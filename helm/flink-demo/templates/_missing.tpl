{{/* Secrets and claims that are named and not there. Only where helm may look into the cluster: `helm template` may not. */}}
{{- define "flink-demo.missing" -}}
{{- if lookup "v1" "ServiceAccount" .Release.Namespace "default" }}
{{- $kafka := .Values.kafka }}
{{- $wanted := list }}
{{- if $kafka.tls.enabled }}
{{- $wanted = append $wanted (dict "value" "kafka.tls.existingSecret" "name" $kafka.tls.existingSecret "keys" (compact (list $kafka.tls.caKey $kafka.tls.certKey $kafka.tls.keyKey))) }}
{{- end }}
{{- if $kafka.sasl.mechanism }}
{{- $wanted = append $wanted (dict "value" "kafka.sasl.existingSecret" "name" $kafka.sasl.existingSecret "keys" (list $kafka.sasl.passwordKey)) }}
{{- end }}
{{- with .Values.schemaRegistry }}
{{- $wanted = append $wanted (dict "value" "schemaRegistry.existingSecret" "name" .existingSecret "keys" (compact (list (empty .username | ternary "" .passwordKey) .caKey))) }}
{{- end }}
{{- if .Values.viewer.enabled }}
{{- $wanted = append $wanted (dict "value" "viewer.authToken.existingSecret" "name" .Values.viewer.authToken.existingSecret "keys" (list .Values.viewer.authToken.key)) }}
{{- $wanted = append $wanted (dict "value" "viewer.people.existingSecret" "name" .Values.viewer.people.existingSecret "keys" (list .Values.viewer.people.key)) }}
{{- end }}
{{- if .Values.pipeline.enabled }}
{{- $wanted = append $wanted (dict "value" "pipeline.s3.existingSecret" "name" .Values.pipeline.s3.existingSecret "keys" (list .Values.pipeline.s3.accessKeyKey .Values.pipeline.s3.secretKeyKey)) }}
{{- end }}
{{- range .Values.imagePullSecrets }}
{{- $wanted = append $wanted (dict "value" "imagePullSecrets" "name" .name "keys" list) }}
{{- end }}
{{- range $one := $wanted }}
{{- if $one.name }}
{{- $found := lookup "v1" "Secret" $.Release.Namespace $one.name }}
{{- if not $found }}
{{ $one.value }}: found no Secret {{ quote $one.name }} in namespace {{ $.Release.Namespace }}, expected it before the installation
{{- else }}
{{- range $one.keys }}
{{- if not (hasKey ($found.data | default dict) .) }}
{{ $one.value }}: found no key {{ quote . }} in Secret {{ quote $one.name }}, only {{ keys ($found.data | default dict) | sortAlpha | join ", " }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.pipeline.flink }}
{{- if and $.Values.pipeline.enabled .create .existingClaim (not (lookup "v1" "PersistentVolumeClaim" $.Release.Namespace .existingClaim)) }}
pipeline.flink.existingClaim: found no PersistentVolumeClaim {{ quote .existingClaim }} in namespace {{ $.Release.Namespace }}, expected it before the installation
{{- end }}
{{- end }}
{{- end }}
{{- end }}
