output "role_arn" {
  description = "The role that the workflow assumes."
  value       = aws_iam_role.deployment.arn
}

output "boundary_arn" {
  description = "The policy that bounds the role and those that it makes."
  value       = aws_iam_policy.boundary.arn
}
