using System.Numerics;

namespace Shared.Pictures.Drawing;

/// <summary>A shape of about the radius 1 around the origin, x to the right and y down, as its signed distance: negative inside.</summary>
internal static class Outline
{
    /// <summary>A circle.</summary>
    public static float Circle(Vector2 place) => place.Length() - 0.9f;

    /// <summary>A circle with a hole.</summary>
    public static float Ring(Vector2 place) => MathF.Abs(place.Length() - 0.7f) - 0.24f;

    /// <summary>A circle from which another has bitten.</summary>
    public static float Crescent(Vector2 place) => MathF.Max(place.Length() - 0.95f, 0.8f - (place - new Vector2(0.5f, 0)).Length());

    /// <summary>A function that tells the distance to a polygon.</summary>
    /// <param name="corners">Its corners, in order.</param>
    public static Func<Vector2, float> Polygon(params Vector2[] corners) => place =>
    {
        var nearest = float.MaxValue;
        var isInside = false;
        var last = corners[^1];
        foreach (var corner in corners)
        {
            var side = last - corner;
            var away = place - corner;
            var part = Math.Clamp(Vector2.Dot(away, side) / side.LengthSquared(), 0, 1);
            nearest = MathF.Min(nearest, (away - (part * side)).LengthSquared());

            // A ray to the right crosses the outline once more.
            if (corner.Y > place.Y != last.Y > place.Y && place.X < corner.X + (side.X * (place.Y - corner.Y) / side.Y))
            {
                isInside = !isInside;
            }

            last = corner;
        }

        return isInside ? -MathF.Sqrt(nearest) : MathF.Sqrt(nearest);
    };

    /// <summary>The corners of a polygon or star around the origin, the first one upwards.</summary>
    /// <param name="radii">The corners' distances from the origin, in turn.</param>
    /// <param name="corners">How many corners.</param>
    public static Vector2[] Around(int corners, params float[] radii) =>
        [.. Enumerable.Range(0, corners).Select(i => radii[i % radii.Length] * Direction((i / (float)corners) - 0.25f))];

    /// <summary>Corners along a heart.</summary>
    public static Vector2[] Heart(int corners) => [.. Enumerable.Range(0, corners).Select(i =>
    {
        var angle = 2 * MathF.PI * i / corners;
        var height = (13 * MathF.Cos(angle)) - (5 * MathF.Cos(2 * angle)) - (2 * MathF.Cos(3 * angle)) - MathF.Cos(4 * angle);
        return new Vector2(16 * MathF.Pow(MathF.Sin(angle), 3), -height) / 17;
    })];

    private static Vector2 Direction(float turns)
    {
        var (sine, cosine) = MathF.SinCos(2 * MathF.PI * turns);
        return new Vector2(cosine, sine);
    }
}
