SELECT *
FROM every_finding AS finding
WHERE
    finding.document_id IN (SELECT spoken.document_id FROM documents_as_of(day, received_by) AS spoken)
    OR (finding.state = 'quarantined' AND finding.known_on <= day AND finding.received_at <= received_by)
