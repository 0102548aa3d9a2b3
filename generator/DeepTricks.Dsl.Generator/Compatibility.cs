// The compiler asks for this type when a netstandard2.0 library declares init-only properties or records.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
