using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes;

/// <summary>The roles of what functions of the user's learn, in the order of their parameters.</summary>
public static class LearnedRoles
{
    private static readonly ParameterRole[] Roles = [ParameterRole.Learned1, ParameterRole.Learned2, ParameterRole.Learned3, ParameterRole.Learned4];

    /// <summary>How many numbers a function may learn.</summary>
    public static int Most => Roles.Length;

    /// <summary>The role of the learned parameter with an index.</summary>
    public static ParameterRole At(int index) => Roles[index];

    /// <summary>The index of the learned parameter with a role, -1 for other roles.</summary>
    public static int IndexOf(ParameterRole role) => ((IList<ParameterRole>)Roles).IndexOf(role);
}
