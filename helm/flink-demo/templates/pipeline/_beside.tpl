{{/* Settings of a part that shares the claim: a claim may be of one node, where its other user is. Somebody's own affinity wins.
     dict root, settings, other (component), required (bool). */}}
{{- define "flink-demo.beside" -}}
{{- $settings := .settings }}
{{- if and (include "flink-demo.claim" .root) (not .settings.affinity) }}
{{- $labels := include "flink-demo.selector" (dict "root" .root "component" .other) | fromYaml }}
{{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" $labels) }}
{{- $rule := dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 100 "podAffinityTerm" $term)) }}
{{- if .required }}
{{- $rule = dict "requiredDuringSchedulingIgnoredDuringExecution" (list $term) }}
{{- end }}
{{- $settings = merge (dict "affinity" (dict "podAffinity" $rule)) .settings }}
{{- end }}
{{- toJson $settings }}
{{- end }}

{{/* The claim of the created Flink, which the keeper reads too. */}}
{{- define "flink-demo.claim" -}}
{{- if .Values.pipeline.flink.create }}{{ .Values.pipeline.flink.existingClaim }}{{ end }}
{{- end }}
